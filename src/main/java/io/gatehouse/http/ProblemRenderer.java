package io.gatehouse.http;

import jakarta.ws.rs.core.Response;

/** Renders a problem for a kind of client. */
public interface ProblemRenderer {

    /** Whether this renderer speaks to the client: pages if it prefers HTML, JSON else. */
    boolean html();

    /** Returns the whole response; {@code requestId} is its {@code instance}. */
    Response render(Problem problem, String requestId);
}
