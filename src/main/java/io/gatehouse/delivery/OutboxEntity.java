package io.gatehouse.delivery;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import io.gatehouse.platform.database.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A row of the outbox. */
record OutboxEntity(
        UUID id,
        AdministratorId administrator,
        MailKind kind,
        byte[] sealed,
        int attempts,
        Instant giveUpAt,
        String error,
        Instant changedAt) {
    private static final String COLUMNS = "id, administrator_id, kind, sealed, attempts, give_up_at, error, changed_at";

    static OutboxEntity of(Row row) {
        return new OutboxEntity(
                row.uuid("id"),
                new AdministratorId(row.uuid("administrator_id")),
                row.constant("kind", MailKind.class),
                row.bytes("sealed"),
                row.integer("attempts"),
                row.instant("give_up_at"),
                row.text("error"),
                row.instant("changed_at"));
    }

    WaitingMail toWaitingMail() {
        return new WaitingMail(id, sealed, attempts, giveUpAt);
    }

    DeadMail toDeadMail() {
        return new DeadMail(kind, administrator, attempts, error, changedAt);
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        /** Adds the mail unless there is one of its cause; waits for a parallel transaction that adds the same. */
        boolean addUnlessThere(UUID id, String cause, DurableMail mail, byte[] sealed, Instant now, Instant giveUpAt) {
            return sql.statement("""
                                    insert into mail_outbox (id, realm_id, administrator_id, kind, awaited, cause, sealed,
                                        state, attempts, next_attempt_at, give_up_at, created_at, changed_at)
                                    values (:id, :realm, :administrator, :kind, :awaited, :cause, :sealed,
                                        'WAITING', 0, :now, :giveUpAt, :now, :now)
                                    on conflict (administrator_id, kind, cause) do nothing""")
                            .with("id", id)
                            .with("realm", mail.realm().value())
                            .with("administrator", mail.administrator().value())
                            .with("kind", mail.kind())
                            .with("awaited", mail.kind().isAwaited())
                            .with("cause", cause)
                            .with("sealed", sealed)
                            .with("now", now)
                            .with("giveUpAt", giveUpAt)
                            .update()
                    == 1;
        }

        /**
         * Takes the mail that has been due for longest, those first that somebody waits for, past those that others have
         * locked; it is due again at that time.
         */
        Optional<OutboxEntity> take(Instant now, Instant again) {
            return sql.statement("""
                            update mail_outbox set attempts = attempts + 1, next_attempt_at = :again, changed_at = :now
                            where id = (
                                select id from mail_outbox where state = 'WAITING' and next_attempt_at <= :now
                                order by awaited desc, next_attempt_at limit 1 for no key update skip locked)
                            returning %s""".formatted(COLUMNS))
                    .with("now", now)
                    .with("again", again)
                    .first(OutboxEntity::of);
        }

        /** The row, locked, if nothing has been decided about the mail and nobody has taken it since. */
        Optional<OutboxEntity> lock(WaitingMail mail) {
            return sql.statement("""
                            select %s from mail_outbox where id = :id and state = 'WAITING' and attempts = :attempt
                            for no key update""".formatted(COLUMNS))
                    .with("id", mail.id())
                    .with("attempt", mail.attempt())
                    .first(OutboxEntity::of);
        }

        /** Notes that it has gone out, unless something has been decided about it. */
        void sent(UUID id, Instant now) {
            change("state = 'SENT', sealed = null, error = null", id, now).update();
        }

        /** Has it wait for another attempt. */
        void postpone(UUID id, String error, Instant next, Instant now) {
            change("error = :error, next_attempt_at = :next", id, now)
                    .with("error", error)
                    .with("next", next)
                    .update();
        }

        void giveUp(UUID id, String error, Instant now) {
            change("state = 'DEAD', sealed = null, error = :error", id, now)
                    .with("error", error)
                    .update();
        }

        /** Those of the realm given up since, the newest first. */
        List<OutboxEntity> dead(RealmId realm, Instant since, int limit) {
            return sql.statement("""
                            select %s from mail_outbox where realm_id = :realm and state = 'DEAD' and changed_at > :since
                            order by changed_at desc limit :limit""".formatted(COLUMNS))
                    .with("realm", realm.value())
                    .with("since", since)
                    .with("limit", limit)
                    .list(OutboxEntity::of);
        }

        private SqlStatement change(String columns, UUID id, Instant now) {
            return sql.statement("update mail_outbox set changed_at = :now, " + columns
                            + " where id = :id and state = 'WAITING'")
                    .with("now", now)
                    .with("id", id);
        }
    }
}
