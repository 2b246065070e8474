package io.gatehouse.administration;

import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the last week of a realm looks like in figures, day by day in UTC. */
@ApplicationScoped
@Transactional
public class Figures {
    private static final int DAYS = 7;

    private final Sql sql;
    private final Clock clock;

    Figures(Sql sql, Clock clock) {
        this.sql = sql;
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
        return sql.statement("""
                        select count(distinct a.id) from code_guard g join administrator a on a.id = g.administrator_id
                        where a.realm_id = :realm and greatest(g.locked_until, g.sends_locked_until) > :now""")
                .with("realm", realm.value())
                .with("now", clock.instant())
                .number();
    }

    private List<Day> days(RealmId realm, int counts, String query) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Map<LocalDate, Day> days = new TreeMap<>();
        for (int back = 0; back < DAYS; back++) {
            LocalDate date = today.minusDays(back);
            days.put(date, new Day(date, Collections.nCopies(counts, 0L)));
        }
        sql.statement(query)
                .with("realm", realm.value())
                .with(
                        "since",
                        today.minusDays(DAYS - 1L).atStartOfDay(ZoneOffset.UTC).toInstant())
                .list(row -> new Day(row.date("day"), counts(row, counts)))
                .forEach(day -> days.put(day.date(), day));
        return List.copyOf(days.values());
    }

    /** What stands behind the day. */
    private static List<Long> counts(Row row, int counts) {
        return IntStream.range(2, 2 + counts).mapToObj(row::number).toList();
    }
}
