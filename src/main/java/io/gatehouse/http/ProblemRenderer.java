package io.gatehouse.http;

import jakarta.ws.rs.core.Response;

/** Renders a problem for a kind of client. */
public interface ProblemRenderer {

    /** Returns whether this renderer produces HTML; JSON otherwise. */
    boolean html();

    /** Returns the complete response; {@code requestId} is its {@code instance}. */
    Response render(Problem problem, String requestId);
}
