package io.gatehouse.administration;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;

@Entity
@Table(name = "phone_reset")
class PhoneResetEntity {
    @Id
    UUID id;

    @Column(name = "realm_id")
    UUID realmId;

    @Column(name = "administrator_id")
    UUID administratorId;

    @Column(name = "requested_by")
    UUID requestedBy;

    @Column(name = "requested_at")
    Instant requestedAt;

    @Column(name = "needs_approval")
    boolean needsApproval;

    /** When it takes effect by itself; when it lapses, if it needs an approval. */
    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "decided_at")
    Instant decidedAt;

    PhoneReset toPhoneReset() {
        return new PhoneReset(
                id, new AdministratorId(administratorId), new AdministratorId(requestedBy), needsApproval, dueAt);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<PhoneResetEntity, UUID> {

        Optional<PhoneResetEntity> open(AdministratorId person) {
            return find("administratorId = ?1 and decidedAt is null", person.value())
                    .singleResultOptional();
        }

        List<PhoneResetEntity> awaitingApproval(RealmId realm) {
            return list("realmId = ?1 and needsApproval and decidedAt is null order by dueAt", realm.value());
        }

        /** The one that has been due for longest, and that no other node is at. */
        Optional<PhoneResetEntity> takeDue(Instant now) {
            return find("decidedAt is null and dueAt <= ?1 order by dueAt", now)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                    .page(0, 1)
                    .firstResultOptional();
        }
    }
}
