package io.gatehouse.alarm;

import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code alarm}. */
@Entity
@Table(name = "alarm")
@IdClass(AlarmEntity.Key.class)
class AlarmEntity {
    private static final Duration KEPT = Duration.ofDays(1);

    record Key(UUID realmId, MailKind cause, String occasion) {}

    @Id
    UUID realmId;

    @Id
    @Enumerated(EnumType.STRING)
    MailKind cause;

    @Id
    String occasion;

    Instant raisedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<AlarmEntity, Key>, ExpiringRows {
        /** Deletes alarms that were last raised at least a day ago. */
        @Override
        public long deleteExpired(Instant now, int limit) {
            return delete(
                    "(realmId, cause, occasion) in (select e.realmId, e.cause, e.occasion from AlarmEntity e"
                            + " where e.raisedAt < ?1 order by e.raisedAt limit ?2)",
                    now.minus(KEPT),
                    limit);
        }

        /**
         * Records that the alarm is raised and returns true, or returns false if it was raised after that time. Waits
         * for a parallel transaction that raises the same alarm.
         */
        boolean raise(RealmId realm, Alarm alarm, Instant now, Instant unlessAfter) {
            return getEntityManager()
                            .createNativeQuery("""
                                    insert into alarm (realm_id, cause, occasion, raised_at)
                                    values (:realm, :cause, :occasion, :now)
                                    on conflict (realm_id, cause, occasion) do update set raised_at = excluded.raised_at
                                    where alarm.raised_at <= :unlessAfter""")
                            .setParameter("realm", realm.value())
                            .setParameter("cause", alarm.mail().name())
                            .setParameter("occasion", alarm.occasion())
                            .setParameter("now", now)
                            .setParameter("unlessAfter", unlessAfter)
                            .executeUpdate()
                    == 1;
        }
    }
}
