package io.gatehouse.administration;

import io.gatehouse.platform.Device;
import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
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

    private final EntityManager database;
    private final Clock clock;

    Readiness(EntityManager database, Clock clock) {
        this.database = database;
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
        var row = (Object[]) database.createNativeQuery("select count(*), count(phone) from administrator"
                        + " where realm_id = ?1 and not disabled and password_hash is not null")
                .setParameter(1, realm.value())
                .getSingleResult();
        return new Count(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }

    /** The programs that signed in with a password in the last 30 days, the last one first; at most {@value #PROGRAMS}. */
    @Transactional
    public List<Automation> automation(RealmId realm) {
        List<?> rows = database.createNativeQuery("""
                        select a.email, e.user_agent, e.last_at from (
                            select subject_id, user_agent, max(occurred_at) as last_at from audit_event
                            where realm_id = ?1 and type = 'SIGNED_IN' and details ->> 'factor' = 'NONE'
                                and user_agent !~ '%s' and occurred_at > ?2
                            group by subject_id, user_agent) e
                        join administrator a on a.id = e.subject_id order by e.last_at desc limit ?3""".formatted(Device.BROWSER))
                .setParameter(1, realm.value())
                .setParameter(2, clock.instant().minus(LOOKED_BACK))
                .setParameter(3, PROGRAMS)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Automation((String) row[0], (String) row[1], (Instant) row[2]))
                .toList();
    }
}
