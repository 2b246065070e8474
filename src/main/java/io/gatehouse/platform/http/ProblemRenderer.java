package io.gatehouse.platform.http;

import jakarta.ws.rs.core.Response;

/** Turns a refusal into the answer its kind of client understands. */
public interface ProblemRenderer {

    /** Whether this renderer speaks to the client: pages if it prefers HTML, JSON else. */
    boolean html();

    /** The whole answer; {@code requestId} is its {@code instance}. */
    Response render(Problem problem, String requestId);
}
