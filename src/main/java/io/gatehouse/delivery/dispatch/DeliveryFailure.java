package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.kernel.id.AdministratorId;

/** The failed delivery of a code; fired in the transaction that records it, before and after. */
public sealed interface DeliveryFailure {

    /** No provider accepted a code, so it does not count as sent. Fired in the transaction that records the failure. */
    record DeliveryFailed(DeliveryId delivery, AdministratorId administrator, CodePurpose purpose)
            implements DeliveryFailure {}

    /**
     * A failure is about to be recorded: observers lock the account's counts now, before the delivery's row, in the same order as
     * the verification of a code. Another order could deadlock.
     */
    record DeliveryFailing(AdministratorId administrator, CodePurpose purpose) implements DeliveryFailure {}
}
