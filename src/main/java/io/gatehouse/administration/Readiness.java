package io.gatehouse.administration;

import io.gatehouse.platform.Device;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a second factor would mean for the realm: who is ready for it, and which programs could not sign in any more. */
@ApplicationScoped
public class Readiness {
    private static final Duration LOOKED_BACK = Duration.ofDays(30);
    private static final int PROGRAMS = 50;

    private final Sql sql;
    private final Clock clock;

    Readiness(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * The people of a realm.
     *
     * @param people who can sign in
     * @param withPhone how many of them have a proven number
     */
    public record Count(long people, long withPhone) {

        /** How many will be asked for a number. */
        public long withoutPhone() {
            return people - withPhone;
        }
    }

    /** A program that signed in with a person's password. */
    public record Automation(String email, String userAgent, Instant lastAt) {}

    /** Who is ready. */
    @Transactional
    public Count count(RealmId realm) {
        return sql.statement("""
                        select count(*) as people, count(phone) as with_phone from administrator
                        where realm_id = :realm and not disabled and password_hash is not null""")
                .with("realm", realm.value())
                .one(row -> new Count(row.number("people"), row.number("with_phone")));
    }

    /** The programs that signed in with a password in the last 30 days, the last one first; at most {@value #PROGRAMS}. */
    @Transactional
    public List<Automation> automation(RealmId realm) {
        return sql.statement("""
                        select a.email, e.user_agent, e.last_at from (
                            select subject_id, user_agent, max(occurred_at) as last_at from audit_event
                            where realm_id = :realm and type = 'SIGNED_IN' and details ->> 'factor' = 'NONE'
                                and user_agent !~ '%s' and occurred_at > :since
                            group by subject_id, user_agent) e
                        join administrator a on a.id = e.subject_id order by e.last_at desc limit :limit""".formatted(Device.BROWSER))
                .with("realm", realm.value())
                .with("since", clock.instant().minus(LOOKED_BACK))
                .with("limit", PROGRAMS)
                .list(row -> new Automation(row.text("email"), row.text("user_agent"), row.instant("last_at")));
    }
}
