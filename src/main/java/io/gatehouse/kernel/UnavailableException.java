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

    /** Returns the service's name. */
    public String part() {
        return getMessage();
    }

    /** Returns the first line of what the service itself reported, for the log and the health endpoint. */
    public String reason() {
        String reason = "";
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            reason = cause.getMessage() == null ? reason : cause.getMessage();
        }
        return reason.lines().findFirst().orElse("no reason given");
    }

    /** Returns the time after which to retry. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
