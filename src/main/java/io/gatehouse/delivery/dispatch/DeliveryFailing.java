package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.id.AdministratorId;

/**
 * A failure is about to be recorded: observers lock the account's counts now, before the delivery's row, in the same order as
 * the verification of a code. Another order could deadlock.
 */
public record DeliveryFailing(AdministratorId administrator, CodePurpose purpose) implements DeliveryFailure {}
