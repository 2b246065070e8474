package io.gatehouse.administrator;

import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.RealmSettings;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A person who may sign in to a realm, as the account stood when it was read.
 *
 * @param passwordHash PHC string; none until the invitation is accepted
 * @param phone the mobile number, there only once it is proven by a code
 * @param resetRequiredAt since when the password opens nothing, if it does not
 * @param locale the person's own language, a BCP 47 tag
 * @param accessVersion counts what ends pending flows besides a new password
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
        Optional<Instant> resetRequiredAt,
        Optional<String> locale,
        long accessVersion,
        long version) {

    /** Whether a right password opens the account. */
    public boolean canSignIn() {
        return canReset() && resetRequiredAt.isEmpty();
    }

    /** Whether the password may be exchanged for another by a mailed link. */
    public boolean canReset() {
        return !disabled && passwordHash.isPresent();
    }

    /** The language to write to the person in: the own one, else the realm's. */
    public Locale language(RealmSettings realm) {
        return Locale.forLanguageTag(locale.orElse(realm.locale()));
    }

    /** Digest of what a pending flow rests on; once it is another one, the flow is over. */
    public String credential() {
        return Digests.sha256Base64Url(accessVersion + " " + passwordHash.orElse(""));
    }
}
