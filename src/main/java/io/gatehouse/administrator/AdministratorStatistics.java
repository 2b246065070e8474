package io.gatehouse.administrator;

import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Counts of a realm's accounts by what they can do, each by one statement. */
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
     * The accounts that can sign in.
     *
     * @param withPhone how many of them have a proven number
     */
    public record Able(long accounts, long withPhone) {}

    /** Returns how many accounts can sign in. */
    public Able able(RealmId realm) {
        return administrators.countAble(realm);
    }

    /** Returns how many accounts can be sent no code, or verify none, at the moment. */
    public long locked(RealmId realm) {
        return administrators.countLocked(realm, clock.instant());
    }

    /** Returns how many accounts can be reset and have neither a proven number nor an unused recovery code. */
    public long resettableByMailAlone(RealmId realm) {
        return administrators.countResettableByMailAlone(realm);
    }
}
