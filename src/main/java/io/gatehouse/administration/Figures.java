package io.gatehouse.administration;

import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the last week of a realm looks like in figures, day by day in UTC. */
@ApplicationScoped
@Transactional
public class Figures {
    private static final int DAYS = 7;

    private final EntityManager database;
    private final Clock clock;

    Figures(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One day; what is counted is said by the method that answers it. */
    public record Day(LocalDate date, List<Long> counts) {}

    /** Sign-ins completed, wrong passwords and wrong codes. */
    public List<Day> signIns(RealmId realm) {
        return days(realm, 3, """
                select cast(occurred_at at time zone 'UTC' as date) as day,
                    count(*) filter (where type = 'SIGNED_IN'),
                    count(*) filter (where type = 'PASSWORD_REFUSED'),
                    count(*) filter (where type = 'CODE_REFUSED')
                from audit_event where realm_id = :realm and occurred_at >= :since
                    and type in ('SIGNED_IN', 'PASSWORD_REFUSED', 'CODE_REFUSED')
                group by day""");
    }

    /**
     * Text messages with codes that are known to have arrived, those that are on their way or were never confirmed, codes by
     * e-mail, whose arrival nobody confirms, and codes that could not be delivered.
     */
    public List<Day> codes(RealmId realm) {
        return days(realm, 4, """
                select cast(created_at at time zone 'UTC' as date) as day,
                    count(*) filter (where state = 'DELIVERED' and channel = 'SMS'),
                    count(*) filter (where state in ('QUEUED', 'SENT') and channel = 'SMS'),
                    count(*) filter (where state <> 'FAILED' and channel = 'EMAIL'),
                    count(*) filter (where state = 'FAILED')
                from delivery where realm_id = :realm and created_at >= :since and not notice
                group by day""");
    }

    /** How many people can be sent no code, or enter none, at the moment. */
    public long locked(RealmId realm) {
        return ((Number) database.createNativeQuery("""
                        select count(distinct a.id) from code_guard g join administrator a on a.id = g.administrator_id
                        where a.realm_id = :realm and greatest(g.locked_until, g.sends_locked_until) > :now""")
                        .setParameter("realm", realm.value())
                        .setParameter("now", clock.instant())
                        .getSingleResult())
                .longValue();
    }

    private List<Day> days(RealmId realm, int counts, String query) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Map<LocalDate, Day> days = new TreeMap<>();
        for (int back = 0; back < DAYS; back++) {
            LocalDate date = today.minusDays(back);
            days.put(date, new Day(date, Collections.nCopies(counts, 0L)));
        }
        List<?> rows = database.createNativeQuery(query)
                .setParameter("realm", realm.value())
                .setParameter(
                        "since",
                        today.minusDays(DAYS - 1L).atStartOfDay(ZoneOffset.UTC).toInstant())
                .getResultList();
        rows.stream().map(Object[].class::cast).forEach(row -> {
            LocalDate date = LocalDate.parse(row[0].toString());
            days.put(
                    date,
                    new Day(
                            date,
                            Arrays.stream(row).skip(1).map(Figures::number).toList()));
        });
        return List.copyOf(days.values());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
