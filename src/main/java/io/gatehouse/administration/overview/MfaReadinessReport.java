package io.gatehouse.administration.overview;

import io.gatehouse.administrator.AdministratorStatistics;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.audit.ProgramSignIn;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Reports what a second factor would mean for a realm: who is ready for it, and which programs could no longer sign in. */
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
     * The people of a realm.
     *
     * @param people who can sign in
     * @param withPhone how many of them have a proven number
     */
    public record Count(long people, long withPhone) {

        /** Returns how many will be asked for a number. */
        public long withoutPhone() {
            return people - withPhone;
        }
    }

    /** Returns how many people of the realm are ready. */
    public Count count(RealmId realm) {
        AdministratorStatistics.AbleToSignIn able = administrators.countAbleToSignIn(realm);
        return new Count(able.accounts(), able.withPhone());
    }

    /**
     * Returns the programs that signed in with a password alone in the last 30 days, the latest first; at most
     * {@value #MAX_PROGRAMS}.
     */
    public List<ProgramSignIn> programs(RealmId realm) {
        return audit.programSignIns(realm, clock.instant().minus(PERIOD), MAX_PROGRAMS);
    }
}
