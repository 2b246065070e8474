package io.gatehouse.passwordreset;

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

/** A row of {@code reset_request}. */
@Entity
@Immutable
@Table(name = "reset_request")
class ResetRequestEntity {
    @Id
    UUID id;

    UUID realmId;
    byte[] sealed;
    Instant askedAt;

    static ResetRequestEntity of(UUID id, UUID realmId, byte[] sealed, Instant askedAt) {
        var request = new ResetRequestEntity();
        request.id = id;
        request.realmId = realmId;
        request.sealed = sealed;
        request.askedAt = askedAt;
        return request;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ResetRequestEntity, UUID> {

        /** Returns the oldest requests that no other transaction has locked, locked. */
        List<ResetRequestEntity> listNextForUpdate(int limit) {
            return find("order by askedAt")
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                    .page(0, limit)
                    .list();
        }
    }
}
