package io.gatehouse.kernel;

import java.time.Duration;

/** A part Gatehouse cannot do without does not answer: the request fails closed, as 503 with {@code Retry-After}. */
public class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Names the part for the log; nothing of it reaches the client. */
    public UnavailableException(String part, Duration retryAfter, Throwable cause) {
        super(part, cause);
        this.retryAfter = retryAfter;
    }

    /** When it is worth trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
