package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.provider.SendResult.Refused;
import java.util.Optional;

/**
 * What a provider says later of a message it took over.
 *
 * @param providerMessageId what it calls the message
 * @param refusal with {@link DeliveryState#FAILED}
 */
public record DeliveryReport(String providerMessageId, DeliveryState state, Optional<Refused> refusal) {
    /** It has gone out. */
    public static DeliveryReport sent(String providerMessageId) {
        return new DeliveryReport(providerMessageId, DeliveryState.SENT, Optional.empty());
    }

    /** It has arrived. */
    public static DeliveryReport delivered(String providerMessageId) {
        return new DeliveryReport(providerMessageId, DeliveryState.DELIVERED, Optional.empty());
    }

    /** It will not arrive. */
    public static DeliveryReport failed(String providerMessageId, Refused refusal) {
        return new DeliveryReport(providerMessageId, DeliveryState.FAILED, Optional.of(refusal));
    }
}
