package io.gatehouse.delivery.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail that one worker has taken out of the outbox to send it.
 *
 * @param sealed what is to be said, and to whom
 * @param attempt which one this is, from one
 * @param giveUpAt when it is of no use any more
 */
record WaitingMail(UUID id, byte[] sealed, int attempt, Instant giveUpAt) {}
