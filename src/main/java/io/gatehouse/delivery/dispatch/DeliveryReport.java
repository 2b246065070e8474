package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.provider.SendResult.Refused;
import java.util.Optional;

/**
 * A provider's later report on a message it accepted.
 *
 * @param providerMessageId the provider's id of the message
 * @param refusal with {@link DeliveryState#FAILED}
 */
public record DeliveryReport(String providerMessageId, DeliveryState state, Optional<Refused> refusal) {
    /** Returns the report that the message was sent. */
    public static DeliveryReport sent(String providerMessageId) {
        return new DeliveryReport(providerMessageId, DeliveryState.SENT, Optional.empty());
    }

    /** Returns the report that the message was delivered. */
    public static DeliveryReport delivered(String providerMessageId) {
        return new DeliveryReport(providerMessageId, DeliveryState.DELIVERED, Optional.empty());
    }

    /** Returns the report that the message will not be delivered. */
    public static DeliveryReport failed(String providerMessageId, Refused refusal) {
        return new DeliveryReport(providerMessageId, DeliveryState.FAILED, Optional.of(refusal));
    }
}
