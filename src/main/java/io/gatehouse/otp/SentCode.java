package io.gatehouse.otp;

import io.gatehouse.delivery.dispatch.DeliveryFate;
import java.time.Instant;

/** The code that is out, all but the code itself. */
public record SentCode(OneTimeCode code, Destination destination, DeliveryFate delivery) {

    /** From when another may be asked for; nobody waits for one that could not be sent. */
    public Instant resendAt() {
        boolean lifted = delivery.isFailed() && delivery.since().isBefore(code.resendAt());
        return lifted ? delivery.since() : code.resendAt();
    }
}
