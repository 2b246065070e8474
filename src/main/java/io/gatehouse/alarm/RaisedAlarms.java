package io.gatehouse.alarm;

import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** When each alarm was last raised. */
@ApplicationScoped
class RaisedAlarms {
    private final Sql sql;

    RaisedAlarms(Sql sql) {
        this.sql = sql;
    }

    /** Notes the alarm unless it was raised after that; waits for a parallel transaction that raises the same. */
    boolean raise(RealmId realm, Alarm alarm, Instant now, Instant unlessAfter) {
        return sql.statement("""
                        insert into alarm (realm_id, cause, occasion, raised_at)
                        values (:realm, :cause, :occasion, :now)
                        on conflict (realm_id, cause, occasion) do update set raised_at = excluded.raised_at
                        where alarm.raised_at <= :unlessAfter""")
                        .with("realm", realm.value())
                        .with("cause", alarm.mail())
                        .with("occasion", alarm.occasion())
                        .with("now", now)
                        .with("unlessAfter", unlessAfter)
                        .update()
                == 1;
    }
}
