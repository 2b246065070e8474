package io.gatehouse.kernel;

import java.time.Duration;

/** Thrown when a required service such as the database does not respond; mapped to 503 with {@code Retry-After}. */
public class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Creates the exception; the service's name is logged, never sent to the client. */
    public UnavailableException(String part, Duration retryAfter, Throwable cause) {
        super(part, cause);
        this.retryAfter = retryAfter;
    }

    /** Returns the time after which to retry. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
