package io.gatehouse.session;

import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.id.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A completed sign-in, as it was when it was read.
 *
 * @param role the role at sign-in; a change of role revokes the session
 * @param authenticatedAt when the password was last proven
 * @param secondFactor what this session itself proved; empty from a trusted browser and without MFA
 * @param secondFactorAt when the second factor was last proven, here or by the trusted browser
 * @param clientAddress where it was opened from
 * @param userAgent what it was opened with
 * @param lastUsedAt accurate to half a minute
 * @param idleUntil when it ends if it is not used
 * @param expiresAt when it ends however much it is used
 */
public record Session(
        SessionId id,
        RealmId realm,
        AdministratorId administrator,
        Role role,
        SessionKind kind,
        Instant authenticatedAt,
        Optional<SecondFactor> secondFactor,
        Optional<Instant> secondFactorAt,
        String clientAddress,
        String userAgent,
        Instant createdAt,
        Instant lastUsedAt,
        Instant idleUntil,
        Instant expiresAt) {}
