package io.gatehouse.administrator;

import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Counts a realm's accounts, each count by one statement. */
@ApplicationScoped
@Transactional
public class AdministratorStatistics {
    private final AdministratorEntity.Repository administrators;
    private final Clock clock;

    AdministratorStatistics(AdministratorEntity.Repository administrators, Clock clock) {
        this.administrators = administrators;
        this.clock = clock;
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

    /** Returns the number of accounts whose codes are locked. */
    public long countLocked(RealmId realm) {
        return administrators.countLocked(realm, clock.instant());
    }

    /**
     * Returns the number of accounts whose password can be reset without a number or a recovery code.
     *
     * @param numbersUsed whether a reset sends codes to numbers at all
     */
    public long countResettableByMailOnly(RealmId realm, boolean numbersUsed) {
        return administrators.countResettableByMailOnly(realm, numbersUsed);
    }
}
