package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.provider.SendFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * What has become of a message so far.
 *
 * @param since when it came so far
 * @param failure with {@link DeliveryState#FAILED}, if the reason is known
 * @param error with it, the provider's own code
 */
public record DeliveryFate(DeliveryState state, Instant since, Optional<SendFailure> failure, Optional<String> error) {

    /** Whether it will not arrive, so that nobody need wait for it. */
    public boolean isFailed() {
        return state == DeliveryState.FAILED;
    }
}
