package io.gatehouse.delivery;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;

@Entity
@Table(name = "mail_outbox")
class OutboxEntity {
    @Id
    UUID id;

    @Column(name = "realm_id")
    UUID realmId;

    @Column(name = "administrator_id")
    UUID administratorId;

    @Enumerated(EnumType.STRING)
    MailKind kind;

    String cause;

    byte[] sealed;

    @Enumerated(EnumType.STRING)
    OutboxState state;

    boolean awaited;

    int attempts;

    @Column(name = "next_attempt_at")
    Instant nextAttemptAt;

    @Column(name = "give_up_at")
    Instant giveUpAt;

    String error;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<OutboxEntity, UUID> {

        /** Adds the row unless there is one of its cause; waits for a parallel transaction that adds the same. */
        boolean addUnlessThere(OutboxEntity row) {
            return getEntityManager()
                            .createNativeQuery("""
                            insert into mail_outbox (id, realm_id, administrator_id, kind, awaited, cause, sealed, state, attempts,
                                next_attempt_at, give_up_at, created_at, changed_at)
                            values (:id, :realm, :administrator, :kind, :awaited, :cause, :sealed, :state, 0,
                                :now, :giveUpAt, :now, :now)
                            on conflict (administrator_id, kind, cause) do nothing""")
                            .setParameter("id", row.id)
                            .setParameter("realm", row.realmId)
                            .setParameter("administrator", row.administratorId)
                            .setParameter("kind", row.kind.name())
                            .setParameter("awaited", row.kind.isAwaited())
                            .setParameter("cause", row.cause)
                            .setParameter("sealed", row.sealed)
                            .setParameter("state", row.state.name())
                            .setParameter("giveUpAt", row.giveUpAt)
                            .setParameter("now", row.createdAt)
                            .executeUpdate()
                    == 1;
        }

        /**
         * The row that has been due for longest, those first that somebody waits for; locked, past those that others have
         * locked.
         */
        Optional<OutboxEntity> nextDue(Instant now) {
            return find(
                            "state = ?1 and nextAttemptAt <= ?2 order by awaited desc, nextAttemptAt",
                            OutboxState.WAITING,
                            now)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                    .page(0, 1)
                    .firstResultOptional();
        }
    }
}
