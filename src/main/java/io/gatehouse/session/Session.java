package io.gatehouse.session;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Role;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A completed sign-in, as it was when it was read.
 *
 * @param role the role at sign-in; a change of role revokes the session
 * @param withoutPassword whether a passkey replaced the password at sign-in, and none was entered since
 * @param authenticatedAt when the password, or the passkey in its place, was last verified
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
        boolean withoutPassword,
        Instant authenticatedAt,
        Optional<SecondFactor> secondFactor,
        Optional<Instant> secondFactorAt,
        String clientAddress,
        String userAgent,
        Instant createdAt,
        Instant lastUsedAt,
        Instant idleUntil,
        Instant expiresAt) {

    /** Returns whether the session's own second factor is one that the policy accepts of its role. */
    public boolean meets(RealmSettings.Mfa mfa) {
        return secondFactor.filter(SecondFactor.accepted(mfa, role)::contains).isPresent();
    }

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
        RECOVERY_CODE,
        TOTP,
        /** A passkey that one device keeps. */
        PASSKEY,
        /** A passkey that can be copied to other devices, such as by a cloud. */
        SYNCED_PASSKEY;

        /** Returns the factor that a code sent by that channel verifies. */
        public static SecondFactor of(Channel channel) {
            return switch (channel) {
                case SMS -> SMS;
                case EMAIL -> EMAIL;
            };
        }

        /** Returns the strength that a role's minimum is compared with. */
        public FactorStrength strength() {
            return switch (this) {
                case SMS, EMAIL, RECOVERY_CODE -> FactorStrength.CODE;
                case TOTP -> FactorStrength.TOTP;
                case PASSKEY, SYNCED_PASSKEY -> FactorStrength.PASSKEY;
            };
        }

        /** Returns the factors that the policy accepts of that role. */
        public static Set<SecondFactor> accepted(RealmSettings.Mfa mfa, Role role) {
            Set<SecondFactor> accepted = EnumSet.allOf(SecondFactor.class);
            accepted.removeIf(
                    factor -> !factor.isAllowed(mfa) || !factor.strength().meets(mfa.minimumOf(role)));
            return accepted;
        }

        private boolean isAllowed(RealmSettings.Mfa mfa) {
            return switch (this) {
                case SMS -> mfa.method().allows(Channel.SMS);
                case EMAIL -> mfa.method().allows(Channel.EMAIL);
                case RECOVERY_CODE -> true;
                case TOTP, PASSKEY, SYNCED_PASSKEY -> mfa.allows(strength());
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
