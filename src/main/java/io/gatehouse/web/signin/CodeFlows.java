package io.gatehouse.web.signin;

import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** Finds the pending flow of one kind in a browser. */
public interface CodeFlows {
    /** Returns that page for the realm's pending flow, or a redirect to the flow's start if there is none. */
    Response in(String realm, Function<CodeFlow, Response> page);
}
