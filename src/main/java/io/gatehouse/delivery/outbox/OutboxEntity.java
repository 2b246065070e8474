package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.metrics.MessageQueue.Depth;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;

/** A row of {@code mail_outbox}. */
@Entity
@Table(name = "mail_outbox")
@DynamicUpdate
public class OutboxEntity {
    private static final Duration KEPT = Duration.ofDays(90);

    /** The state of a mail. */
    enum State {
        WAITING,
        SENT,
        DEAD
    }

    @Id
    UUID id;

    UUID realmId;

    public UUID administratorId;

    @Enumerated(EnumType.STRING)
    MailKind kind;

    /** Whether the recipient is waiting for the mail, so that it is sent before others. */
    boolean awaited;

    String cause;
    byte[] sealed;

    @Enumerated(EnumType.STRING)
    State state;

    int attempts;
    Instant nextAttemptAt;
    Instant giveUpAt;
    String error;
    Instant createdAt;
    Instant changedAt;

    WaitingMail toWaitingMail() {
        return new WaitingMail(id, sealed, attempts, giveUpAt);
    }

    public DeadMail toDeadMail() {
        return new DeadMail(kind, new AdministratorId(administratorId), attempts, error, changedAt);
    }

    void postpone(String reason, Instant next, Instant now) {
        error = reason;
        nextAttemptAt = next;
        changedAt = now;
    }

    void giveUp(String reason, Instant now) {
        state = State.DEAD;
        sealed = null;
        error = reason;
        changedAt = now;
    }

    @ApplicationScoped
    public static class Repository implements PanacheRepositoryBase<OutboxEntity, UUID>, ExpiringRows {
        /** Deletes mails that were sent or given up at least 90 days ago. */
        @Override
        public long deleteExpired(Instant now, int limit) {
            return delete(
                    "id in (select e.id from OutboxEntity e where e.state <> 'WAITING' and e.changedAt < ?1 order by e.changedAt limit ?2)",
                    now.minus(KEPT),
                    limit);
        }

        private static final List<String> KINDS =
                Stream.of(MailKind.values()).map(Enum::name).toList();

        private static final String ADD = """
                insert into mail_outbox (id, realm_id, administrator_id, kind, awaited, cause, sealed,
                    state, attempts, next_attempt_at, give_up_at, created_at, changed_at)
                values (:id, :realm, :administrator, :kind, :awaited, :cause, :sealed,
                    'WAITING', 0, :now, :giveUpAt, :now, :now)
                on conflict (administrator_id, kind, cause) do nothing""";

        // One statement: HQL would select the row and update it after.
        private static final String TAKE = """
                update mail_outbox set attempts = attempts + 1, next_attempt_at = :again, changed_at = :now
                where id = (
                    select id from mail_outbox where state = 'WAITING' and next_attempt_at <= :now and kind in (:kinds)
                    order by awaited desc, next_attempt_at limit 1 for no key update skip locked)
                returning id, realm_id, administrator_id, kind, awaited, cause, sealed, state, attempts,
                    next_attempt_at, give_up_at, error, created_at, changed_at""";

        /** Adds the mail, or returns false if there is one of its cause; waits for a parallel transaction that adds the same. */
        public boolean addIfAbsent(
                UUID id, String cause, DurableMail mail, byte[] sealed, Instant now, Instant giveUpAt) {
            return getSession()
                            .createNativeMutationQuery(ADD)
                            .setParameter("id", id)
                            .setParameter("realm", mail.realm().value())
                            .setParameter("administrator", mail.administrator().value())
                            .setParameter("kind", mail.kind().name())
                            .setParameter("awaited", mail.kind().isAwaited())
                            .setParameter("cause", cause)
                            .setParameter("sealed", sealed)
                            .setParameter("now", now)
                            .setParameter("giveUpAt", giveUpAt)
                            .executeUpdate()
                    == 1;
        }

        /**
         * Takes the mail that has been due longest, awaited ones first, and skips locked ones and those of a kind that only a
         * newer version knows; due again at that time.
         */
        public Optional<OutboxEntity> take(Instant now, Instant again) {
            return getSession()
                    .createNativeQuery(TAKE, OutboxEntity.class)
                    .setParameter("now", now)
                    .setParameter("again", again)
                    .setParameterList("kinds", KINDS)
                    .getResultList()
                    .stream()
                    .findFirst();
        }

        /** Returns the row, locked, or empty if the mail no longer waits or another worker has taken it since. */
        Optional<OutboxEntity> findForUpdate(WaitingMail mail) {
            return find("id = ?1 and state = ?2 and attempts = ?3", mail.id(), State.WAITING, mail.attempt())
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .singleResultOptional();
        }

        Stream<WaitingMail> streamWaiting() {
            return stream("state", State.WAITING).map(OutboxEntity::toWaitingMail);
        }

        /** Records that the mail has been sent, if it still waits. */
        void markSent(UUID id, Instant now) {
            update(
                    "state = ?1, sealed = null, error = null, changedAt = ?2 where id = ?3 and state = ?4",
                    State.SENT,
                    now,
                    id,
                    State.WAITING);
        }

        /** Returns the mails that wait. */
        Depth depth() {
            return getSession()
                    .createQuery(
                            "select count(*), min(createdAt) from OutboxEntity where state = 'WAITING'", Depth.class)
                    .getSingleResult();
        }

        /** Returns the realm's mails of known kinds given up since then, the newest first. */
        public List<OutboxEntity> listDead(RealmId realm, Instant since, int limit) {
            return find(
                            "realmId = ?1 and state = ?2 and changedAt > ?3 and kind in ?4 order by changedAt desc",
                            realm.value(),
                            State.DEAD,
                            since,
                            List.of(MailKind.values()))
                    .page(0, limit)
                    .list();
        }
    }
}
