package io.gatehouse.openid.logout;

import io.gatehouse.kernel.id.RealmId;
import java.time.Instant;
import java.util.UUID;

/**
 * A notice to a client that a session has ended.
 *
 * @param session the {@code sid} that the client knows
 * @param administrator the {@code sub} that the client knows
 * @param attempt number of this attempt, from one
 * @param giveUpAt when the notice is no longer of use
 */
record LogoutNotice(
        UUID id, RealmId realm, UUID client, String session, String administrator, int attempt, Instant giveUpAt) {}
