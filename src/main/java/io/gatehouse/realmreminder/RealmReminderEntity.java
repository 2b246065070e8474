package io.gatehouse.realmreminder;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.hibernate.annotations.Immutable;
import org.hibernate.jpa.SpecHints;

/** A row of {@code realm_reminder}. */
@Entity
@Immutable
@Table(name = "realm_reminder")
class RealmReminderEntity {
    @Id
    UUID id;

    byte[] sealed;
    Instant askedAt;

    static RealmReminderEntity of(UUID id, byte[] sealed, Instant askedAt) {
        var reminder = new RealmReminderEntity();
        reminder.id = id;
        reminder.sealed = sealed;
        reminder.askedAt = askedAt;
        return reminder;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RealmReminderEntity, UUID> {

        /** Returns the oldest reminders that no other transaction has locked, locked. */
        List<RealmReminderEntity> listNextForUpdate(int limit) {
            return find("order by askedAt")
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                    .page(0, limit)
                    .list();
        }
    }
}
