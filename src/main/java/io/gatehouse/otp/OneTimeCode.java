package io.gatehouse.otp;

import io.gatehouse.delivery.message.DeliveryId;
import java.time.Instant;

/**
 * What may be known of a code that has been issued, all but the code itself.
 *
 * @param tag three letters on page and message
 * @param resendAt from when another may be asked for, unless this one could not be sent
 */
public record OneTimeCode(
        String tag, int length, Instant expiresAt, Instant resendAt, int attemptsLeft, DeliveryId delivery) {}
