package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.kernel.id.AdministratorId;

/** A code could not be delivered, so it does not count as sent. Fired in the transaction that records the failure. */
public record DeliveryFailed(DeliveryId delivery, AdministratorId administrator, CodePurpose purpose)
        implements DeliveryFailure {}
