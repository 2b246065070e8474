package io.gatehouse.web.signin;

import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** Finds the flow of one kind that a browser is in. */
public interface CodeFlows {
    /** The page of that flow in that realm; the way to a fresh start for a browser that is in none. */
    Response in(String realm, Function<CodeFlow, Response> page);
}
