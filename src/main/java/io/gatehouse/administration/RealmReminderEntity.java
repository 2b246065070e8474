package io.gatehouse.administration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Timeouts;

@Entity
@Table(name = "realm_reminder")
class RealmReminderEntity {
    @Id
    UUID id;

    byte[] sealed;

    @Column(name = "asked_at")
    Instant askedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RealmReminderEntity, UUID> {

        /** The oldest few that no other node is looking at. */
        List<RealmReminderEntity> take(int count) {
            return find("order by askedAt")
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                    .page(0, count)
                    .list();
        }
    }
}
