package io.gatehouse.delivery.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail that a worker has taken from the outbox to send.
 *
 * @param sealed the encrypted {@code DurableMail}
 * @param attempt number of this attempt, from one
 * @param giveUpAt when the mail is no longer of use
 */
record WaitingMail(UUID id, byte[] sealed, int attempt, Instant giveUpAt) {}
