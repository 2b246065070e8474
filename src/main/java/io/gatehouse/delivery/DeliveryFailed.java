package io.gatehouse.delivery;

import io.gatehouse.platform.AdministratorId;

/** A code could not be delivered: it does not count as sent. Fired in the transaction that records it. */
public record DeliveryFailed(DeliveryId delivery, AdministratorId administrator, CodePurpose purpose)
        implements DeliveryFailure {}
