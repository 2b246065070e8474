package io.gatehouse.administration.overview;

import io.gatehouse.administrator.AdministratorStatistics;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.audit.ProgramSignIn;
import io.gatehouse.authenticator.AuthenticatorStatistics;
import io.gatehouse.authenticator.AuthenticatorStatistics.Holders;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Reports how ready a realm is for a second factor, and which programs could no longer sign in with one. */
@ApplicationScoped
public class MfaReadinessReport {
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final int MAX_PROGRAMS = 50;
    private static final int MAX_NAMES = 20;

    private final AdministratorStatistics administrators;
    private final AuthenticatorStatistics authenticators;
    private final AuditLog audit;
    private final Clock clock;

    MfaReadinessReport(
            AdministratorStatistics administrators,
            AuthenticatorStatistics authenticators,
            AuditLog audit,
            Clock clock) {
        this.administrators = administrators;
        this.authenticators = authenticators;
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

    /** Counts for each role the administrators who can sign in, and those of them with authenticators. */
    public List<Holders> holders(RealmId realm) {
        return authenticators.countHolders(realm);
    }

    /** Returns the names of the role's administrators who would enrol an authenticator under that minimum; at most {@value #MAX_NAMES}. */
    public List<String> namesWithout(RealmId realm, Role role, FactorStrength minimum) {
        return authenticators.listWithout(realm, role, minimum, MAX_NAMES);
    }

    /**
     * Returns the number of accounts whose password anyone who reads their mailbox could reset, since link and code are
     * both mailed there.
     */
    public long countResettableByMailOnly(Realm realm) {
        return administrators.countResettableByMailOnly(
                realm.id(), realm.sends(Channel.SMS), realm.settings().mfa());
    }

    /**
     * Returns the programs that signed in with a password alone in the last 30 days, most recent first; at most {@value
     * #MAX_PROGRAMS}.
     */
    public List<ProgramSignIn> programs(RealmId realm) {
        return audit.programSignIns(realm, clock.instant().minus(PERIOD), MAX_PROGRAMS);
    }
}
