package io.gatehouse.administrator;

import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The account of an administrator of a realm, as it was when it was read.
 *
 * @param passwordHash PHC string; empty until the invitation is accepted
 * @param phone the mobile number; empty until it is proven by a code
 * @param phoneProvenAt when the mobile number was proven
 * @param phoneDisputed whether a report says that the number may be another person's: until that is decided, it gets no codes
 * @param formerPhone the number that was replaced in the week before a report of misuse; empty unless a reset is required
 * @param resetRequiredAt since when the password must be reset before the next sign-in, if so
 * @param locale the administrator's own language, a BCP 47 tag
 * @param history what earlier sign-ins mean for the next ones
 * @param accessVersion counts the changes, other than of the password, that end pending flows
 * @param version counts changes of the account, the {@code ETag} of RFC 9110
 */
public record Administrator(
        AdministratorId id,
        RealmId realm,
        EmailAddress email,
        String displayName,
        Role role,
        boolean disabled,
        Optional<String> passwordHash,
        Optional<MobileNumber> phone,
        Optional<Instant> phoneProvenAt,
        boolean phoneDisputed,
        Optional<MobileNumber> formerPhone,
        Optional<Instant> resetRequiredAt,
        Optional<String> locale,
        SignInHistory history,
        long accessVersion,
        long version) {
    private static final Duration MAILBOX_PROOF = Duration.ofDays(1);

    /**
     * What earlier sign-ins mean for the next ones.
     *
     * @param lastSignedInAt when the last sign-in was completed, if any
     * @param passwordLinkedAt when a mailed link set the password, if no sign-in has been completed since
     * @param secondFactorUsed whether a sign-in with a second factor has ever been completed
     * @param stepUpFrom from when the account may step up, if a sign-in has enrolled a number after others with a second factor
     */
    public record SignInHistory(
            Optional<Instant> lastSignedInAt,
            Optional<Instant> passwordLinkedAt,
            boolean secondFactorUsed,
            Optional<Instant> stepUpFrom) {}

    /** How long before a report of misuse a change or a new credential may be the attacker's. */
    public static final Duration SUSPECT = Duration.ofDays(7);

    /** Returns whether the administrator can sign in with the password. */
    public boolean canSignIn() {
        return canResetPassword() && resetRequiredAt.isEmpty();
    }

    /** Returns whether the password proves the mailbox: set by a mailed link within 24 hours, and not used for a sign-in yet. */
    public boolean provesMailbox(Instant now) {
        return history.passwordLinkedAt()
                .filter(at -> now.isBefore(at.plus(MAILBOX_PROOF)))
                .isPresent();
    }

    /** Returns whether the password can be reset by a mailed link. */
    public boolean canResetPassword() {
        return !disabled && passwordHash.isPresent();
    }

    /** Returns whether the number is proven, or was until it was replaced in the week before a report of misuse. */
    public boolean hasProven(MobileNumber number) {
        return phone.equals(Optional.of(number)) || formerPhone.equals(Optional.of(number));
    }

    /** Returns the number that gets codes if a password is reset: the former one after a report of misuse, else the current one. */
    public Optional<MobileNumber> resetPhone() {
        return formerPhone.or(() -> phone);
    }

    /** Returns whether the account has no number, but a report of misuse makes the former one the way to reset the password. */
    public boolean hasOnlyFormerPhone() {
        return phone.isEmpty() && formerPhone.isPresent();
    }

    /** Returns the language of messages to the administrator: their own, or else the realm's. */
    public Locale language(RealmSettings realm) {
        return Locale.forLanguageTag(locale.orElse(realm.locale()));
    }

    /** Returns a digest of password and access version; a pending flow ends when it changes. */
    public String credential() {
        return Digests.sha256Base64Url(accessVersion + " " + passwordHash.orElse(""));
    }
}
