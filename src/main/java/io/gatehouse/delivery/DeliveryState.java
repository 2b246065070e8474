package io.gatehouse.delivery;

/** How far a message has come. */
public enum DeliveryState {
    /** Waiting for a worker or a provider. */
    QUEUED,
    /** Accepted by the provider or the mail server. */
    SENT,
    /** Confirmed at the handset. */
    DELIVERED,
    /** Given up, or refused for good. */
    FAILED
}
