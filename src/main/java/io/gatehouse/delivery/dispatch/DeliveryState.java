package io.gatehouse.delivery.dispatch;

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
