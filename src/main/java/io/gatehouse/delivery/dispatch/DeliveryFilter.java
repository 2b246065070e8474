package io.gatehouse.delivery.dispatch;

import io.gatehouse.realm.Channel;
import java.time.Instant;
import java.util.Optional;

/**
 * Which deliveries are asked for; all that are not narrowed down.
 *
 * @param from those asked for at that time or later
 * @param to those asked for before that time
 */
public record DeliveryFilter(
        Optional<Channel> channel, Optional<DeliveryState> state, Optional<Instant> from, Optional<Instant> to) {
    /** Every one. */
    public static DeliveryFilter none() {
        return new DeliveryFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
