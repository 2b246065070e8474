package io.gatehouse.session;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A completed sign-in, as it was when it was read.
 *
 * @param role the role at sign-in; a change of role revokes the session
 * @param authenticatedAt when the password was last verified
 * @param secondFactor the second factor verified in this session; empty with a trusted browser and without MFA
 * @param secondFactorAt when the second factor was last verified, in this session or by the trusted browser
 * @param clientAddress client address at sign-in
 * @param userAgent {@code User-Agent} at sign-in
 * @param lastUsedAt last use, accurate to 30 seconds
 * @param idleUntil when it ends unless it is used
 * @param expiresAt when it ends at the latest
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
        Instant expiresAt) {

    /** The public id of a session, the {@code sid} of its access tokens; not a credential. */
    public record SessionId(UUID value) {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** The kind of second factor that a session has verified. */
    public enum SecondFactor {
        SMS,
        EMAIL,
        RECOVERY_CODE;

        /** Returns the factor that a code sent by that channel verifies. */
        public static SecondFactor of(Channel channel) {
            return switch (channel) {
                case SMS -> SMS;
                case EMAIL -> EMAIL;
            };
        }
    }

    /** The kind of client of a session. */
    public enum SessionKind {
        /** A browser on Gatehouse's pages, with a cookie. */
        BROWSER,
        /** A client of the REST API, with a rotating refresh token. */
        API,
        /** A same-site single-page application, with the refresh token in a cookie that its scripts cannot read. */
        SAME_SITE_API
    }
}
