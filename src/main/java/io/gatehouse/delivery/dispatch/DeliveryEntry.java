package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Channel;
import java.time.Instant;
import java.util.Optional;

/**
 * The delivery of one code, as shown to the realm's administrators.
 *
 * @param to the address, masked
 * @param country ISO 3166 code of a number's country
 * @param failure with {@link DeliveryState#FAILED}
 * @param error with {@link DeliveryState#FAILED}, the provider's own code
 * @param usedAt when the code was verified; empty if it was not
 */
public record DeliveryEntry(
        DeliveryId id,
        AdministratorId administrator,
        CodePurpose purpose,
        Channel channel,
        String to,
        Optional<String> country,
        String tag,
        DeliveryState state,
        Optional<SendFailure> failure,
        Optional<String> error,
        Instant createdAt,
        Instant changedAt,
        Optional<Instant> usedAt) {}
