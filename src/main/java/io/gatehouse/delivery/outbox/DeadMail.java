package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;

/**
 * A mail that was given up.
 *
 * @param administrator the account it is about
 * @param error reason of the last failure
 */
public record DeadMail(MailKind kind, AdministratorId administrator, int attempts, String error, Instant givenUpAt) {}
