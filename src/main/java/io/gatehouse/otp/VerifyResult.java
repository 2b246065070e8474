package io.gatehouse.otp;

import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.kernel.Refusal;
import java.util.function.Function;

/** What becomes of a code that was entered. */
public sealed interface VerifyResult {
    /** It is the flow's, and consumed; it came by that delivery. */
    record Verified(DeliveryId delivery) implements VerifyResult {}

    /** It is not, or it was not even compared. */
    record Refused(Refusal refusal) implements VerifyResult {}

    /** Handles both cases. */
    default <T> T fold(Function<DeliveryId, T> verified, Function<Refusal, T> refused) {
        return this instanceof Verified done
                ? verified.apply(done.delivery())
                : refused.apply(((Refused) this).refusal());
    }
}
