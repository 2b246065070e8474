package io.gatehouse.delivery.message;

import java.util.UUID;

/** The id of one message. */
public record DeliveryId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
