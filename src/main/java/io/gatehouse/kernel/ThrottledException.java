package io.gatehouse.kernel;

import java.time.Duration;

/** Thrown when the caller has reached a limit. */
public class ThrottledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Creates the exception for a limit that ends after that time. */
    public ThrottledException(Duration retryAfter) {
        super("THROTTLED");
        this.retryAfter = retryAfter;
    }

    /** Returns the time after which to retry. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
