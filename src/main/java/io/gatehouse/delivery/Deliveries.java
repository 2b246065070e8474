package io.gatehouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;

/** What has become of the messages sent. */
@ApplicationScoped
public class Deliveries {

    /** How far the message has come. */
    public DeliveryState state(DeliveryId id) {
        return DeliveryState.QUEUED;
    }
}
