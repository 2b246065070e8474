package io.gatehouse.kernel;

import java.time.Duration;

/** Thrown when no further messages are accepted for delivery; mapped to 503 with {@code Retry-After}. */
public class DeliveryUnavailableException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** Creates the exception for a queue that is full or closed. */
    public DeliveryUnavailableException() {
        super("delivery", RETRY_AFTER, null);
    }
}
