package io.gatehouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;

/** Takes messages over and sees them delivered, without a request ever waiting for a provider. */
@ApplicationScoped
public class MessageDispatcher {

    /** Records the message in the caller's transaction, and sends it once that has committed. */
    public void dispatch(DeliveryId id, CodeMessage message) {}
}
