package io.gatehouse.delivery.message;

import java.util.UUID;

/** Identity of one message on its way. */
public record DeliveryId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
