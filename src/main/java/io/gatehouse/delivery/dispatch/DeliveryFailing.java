package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.id.AdministratorId;

/**
 * A failure is about to be recorded: whoever counts the account's codes takes its lock now, before the delivery's, as it is
 * when a code is verified. In another order the two would wait for each other.
 */
public record DeliveryFailing(AdministratorId administrator, CodePurpose purpose) implements DeliveryFailure {}
