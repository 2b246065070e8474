package io.gatehouse.administration.overview;

import io.gatehouse.administrator.AdministratorStatistics;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.audit.ProgramSignIn;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Reports how ready a realm is for a second factor, and which programs could no longer sign in with one. */
@ApplicationScoped
public class MfaReadinessReport {
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final int MAX_PROGRAMS = 50;

    private final AdministratorStatistics administrators;
    private final AuditLog audit;
    private final Clock clock;

    MfaReadinessReport(AdministratorStatistics administrators, AuditLog audit, Clock clock) {
        this.administrators = administrators;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * How many administrators can sign in.
     *
     * @param administrators those who can sign in
     * @param withPhone those with a verified phone number
     */
    public record Count(long administrators, long withPhone) {

        /** Returns how many would have to enrol a phone number. */
        public long withoutPhone() {
            return administrators - withPhone;
        }
    }

    /** Counts the realm's administrators who can sign in. */
    public Count count(RealmId realm) {
        AdministratorStatistics.AbleToSignIn able = administrators.countAbleToSignIn(realm);
        return new Count(able.accounts(), able.withPhone());
    }

    /**
     * Returns the number of accounts whose password anyone who reads their mailbox could reset, since link and code are
     * both mailed there.
     */
    public long countResettableByMailOnly(Realm realm) {
        return administrators.countResettableByMailOnly(realm.id(), realm.sends(Channel.SMS));
    }

    /**
     * Returns the programs that signed in with a password alone in the last 30 days, most recent first; at most {@value
     * #MAX_PROGRAMS}.
     */
    public List<ProgramSignIn> programs(RealmId realm) {
        return audit.programSignIns(realm, clock.instant().minus(PERIOD), MAX_PROGRAMS);
    }
}
