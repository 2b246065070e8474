package io.gatehouse.delivery.dispatch;

/** How far a message has come. */
public enum DeliveryState {
    /** Waiting for a worker or a provider. */
    QUEUED,
    /** Accepted by the provider or the mail server. */
    SENT,
    /** Confirmed at the handset. */
    DELIVERED,
    /** Given up, or refused for good. */
    FAILED;

    /** Whether a message in this state may yet come to that one: none goes back, and the last two are for good. */
    boolean mayBecome(DeliveryState next) {
        return this != DELIVERED && this != FAILED && next.compareTo(this) > 0;
    }
}
