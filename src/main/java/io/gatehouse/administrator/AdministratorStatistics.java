package io.gatehouse.administrator;

import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Counts a realm's accounts, each count by one statement. */
@ApplicationScoped
@Transactional
public class AdministratorStatistics {
    private final AdministratorEntity.Repository administrators;

    AdministratorStatistics(AdministratorEntity.Repository administrators) {
        this.administrators = administrators;
    }

    /**
     * The number of accounts that can sign in.
     *
     * @param withPhone how many of them have a proven number
     */
    public record AbleToSignIn(long accounts, long withPhone) {}

    /** Returns the number of accounts that can sign in. */
    public AbleToSignIn countAbleToSignIn(RealmId realm) {
        return administrators.countAbleToSignIn(realm);
    }

    /**
     * Returns the number of accounts whose password can be reset without a number, an authenticator or a recovery code.
     *
     * @param numbersUsed whether a reset sends codes to numbers at all
     * @param mfa says which authenticators a reset accepts
     */
    public long countResettableByMailOnly(RealmId realm, boolean numbersUsed, RealmSettings.Mfa mfa) {
        return administrators.countResettableByMailOnly(
                realm, numbersUsed, mfa.allows(FactorStrength.PASSKEY), mfa.allows(FactorStrength.TOTP));
    }

    /** Returns the number of accounts that can sign in and whose number is of a country that is not allowed. */
    public long countNumbersOutside(RealmId realm, RealmSettings.Sms allowed) {
        return allowed.countries().isEmpty()
                ? 0
                : administrators.listNumbers(realm).stream()
                        .filter(number -> !allowed.allows(new MobileNumber(number).country()))
                        .count();
    }
}
