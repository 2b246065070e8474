package io.gatehouse.delivery.dispatch;

import io.gatehouse.realm.Channel;
import java.time.Instant;
import java.util.Optional;

/**
 * Criteria for deliveries; an empty one matches all.
 *
 * @param from matches those requested at that time or later
 * @param to matches those requested before that time
 */
public record DeliveryFilter(
        Optional<Channel> channel, Optional<DeliveryState> state, Optional<Instant> from, Optional<Instant> to) {
    /** Returns the filter that matches all deliveries. */
    public static DeliveryFilter none() {
        return new DeliveryFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
