package io.gatehouse.kernel;

import java.time.Duration;

/** No more messages can be taken over at the moment: the request fails closed, as 503 with {@code Retry-After}. */
public class DeliveryUnavailableException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** The queue is full, or closed. */
    public DeliveryUnavailableException() {
        super("delivery", RETRY_AFTER, null);
    }
}
