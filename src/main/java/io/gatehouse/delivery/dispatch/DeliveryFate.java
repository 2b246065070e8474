package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.provider.SendFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * The current state of a message.
 *
 * @param since when the state was entered
 * @param failure with {@link DeliveryState#FAILED}, if the reason is known
 * @param error with it, the provider's own code
 */
public record DeliveryFate(DeliveryState state, Instant since, Optional<SendFailure> failure, Optional<String> error) {

    /** Returns whether the message will not arrive. */
    public boolean isFailed() {
        return state == DeliveryState.FAILED;
    }

    /** The state of a message. */
    public enum DeliveryState {
        /** Waiting for a worker or a provider. */
        QUEUED,
        /** Accepted by the provider or the mail server. */
        SENT,
        /** Delivered to the device, as the provider reports. */
        DELIVERED,
        /** Given up, or rejected permanently. */
        FAILED;

        /** Returns whether that state may follow this one: states only advance, and the last two are final. */
        boolean mayBecome(DeliveryState next) {
            return this != DELIVERED && this != FAILED && next.compareTo(this) > 0;
        }
    }
}
