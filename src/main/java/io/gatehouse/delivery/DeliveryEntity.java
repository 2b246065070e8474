package io.gatehouse.delivery;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import io.gatehouse.platform.database.SqlStatement;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of deliveries: what administrators may see of it, and what only recording looks at.
 *
 * @param notice whether it tells of something and carries no code, and so counts towards no limit of codes
 */
record DeliveryEntity(DeliveryEntry entry, RealmId realm, boolean notice, Optional<String> providerMessageId) {
    private static final String COLUMNS =
            "id, realm_id, notice, provider_message_id, administrator_id, purpose, channel,"
                    + " destination_hint, country, tag, state, failure, error, created_at, changed_at, used_at";

    static DeliveryEntity of(Row row) {
        return new DeliveryEntity(
                entry(row),
                new RealmId(row.uuid("realm_id")),
                row.flag("notice"),
                Optional.ofNullable(row.text("provider_message_id")));
    }

    private static DeliveryEntry entry(Row row) {
        return new DeliveryEntry(
                new DeliveryId(row.uuid("id")),
                new AdministratorId(row.uuid("administrator_id")),
                row.constant("purpose", CodePurpose.class),
                row.constant("channel", Channel.class),
                row.text("destination_hint"),
                Optional.ofNullable(row.text("country")),
                row.text("tag"),
                row.constant("state", DeliveryState.class),
                Optional.ofNullable(row.constant("failure", SendFailure.class)),
                Optional.ofNullable(row.text("error")),
                row.instant("created_at"),
                row.instant("changed_at"),
                Optional.ofNullable(row.instant("used_at")));
    }

    private static DeliveryVolume volume(Row row) {
        return new DeliveryVolume(
                row.date("day"),
                row.constant("channel", Channel.class),
                Optional.ofNullable(row.text("country")),
                row.number("asked"),
                row.number("delivered"),
                row.number("failed"),
                row.number("used"));
    }

    @ApplicationScoped
    static class Repository {
        private static final int MAX_LOST = 500;

        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        Optional<DeliveryEntity> find(DeliveryId id) {
            return one("select " + COLUMNS + " from delivery where id = :id", id)
                    .first(DeliveryEntity::of);
        }

        /** Held by nobody else until the transaction ends. */
        Optional<DeliveryEntity> lock(DeliveryId id) {
            return one("select " + COLUMNS + " from delivery where id = :id for no key update", id)
                    .first(DeliveryEntity::of);
        }

        /** The message that its provider calls by that id. */
        Optional<DeliveryId> named(String providerMessageId) {
            return sql.statement("select id from delivery where provider_message_id = :name limit 1")
                    .with("name", providerMessageId)
                    .first(row -> new DeliveryId(row.uuid("id")));
        }

        /** Whose code and what for, if it is one; takes no lock. */
        Optional<DeliveryFailing> failing(DeliveryId id) {
            return one("select administrator_id, purpose from delivery where id = :id and not notice", id)
                    .first(row -> new DeliveryFailing(
                            new AdministratorId(row.uuid("administrator_id")),
                            row.constant("purpose", CodePurpose.class)));
        }

        /** The messages of which that is true, in that order. */
        List<DeliveryEntry> list(String condition, Map<String, ?> values, int limit) {
            return sql.statement("select " + COLUMNS + " from delivery where " + condition + " limit :limit")
                    .with(values)
                    .with("limit", limit)
                    .list(DeliveryEntity::entry);
        }

        /** The realm's codes since then by day, the newest first. */
        List<DeliveryVolume> volumes(RealmId realm, Instant since) {
            return sql.statement("""
                            select cast(created_at at time zone 'UTC' as date) as day, channel, country, count(*) as asked,
                                count(*) filter (where state = 'DELIVERED') as delivered,
                                count(*) filter (where state = 'FAILED') as failed, count(used_at) as used
                            from delivery where realm_id = :realm and not notice and created_at > :since
                            group by day, channel, country order by day desc, channel, country""")
                    .with("realm", realm.value())
                    .with("since", since)
                    .list(DeliveryEntity::volume);
        }

        /** Adds a message that waits for a worker. */
        void add(DeliveryId id, OutgoingMessage message, SendMarks marks, Instant now) {
            sql.statement("""
                            insert into delivery (id, realm_id, administrator_id, purpose, channel, destination_hint,
                                destination_mac, proven, requester_mac, country, ranges, tag, notice,
                                state, created_at, changed_at)
                            values (:id, :realm, :administrator, :purpose, :channel, :hint,
                                :destination, :proven, :requester, :country, :ranges, :tag, :notice,
                                'QUEUED', :now, :now)""")
                    .with("id", id.value())
                    .with("realm", message.realm().value())
                    .with("administrator", message.administrator().value())
                    .with("purpose", message.purpose())
                    .with("channel", message.destination().channel())
                    .with("hint", message.destination().hint())
                    .with("destination", marks.destination())
                    .with("proven", message.proven())
                    .with("requester", marks.requester())
                    .with("country", marks.country().orElse(null))
                    .with("ranges", marks.ranges())
                    .with("tag", message.tag())
                    .with("notice", message.fold(code -> false, notice -> true))
                    .with("now", now)
                    .update();
        }

        /** Notes when the code was used; nothing if there is no such message. */
        Optional<DeliveryEntity> use(DeliveryId id, Instant now) {
            return one("update delivery set used_at = :now where id = :id returning " + COLUMNS, id)
                    .with("now", now)
                    .first(DeliveryEntity::of);
        }

        void enter(DeliveryId id, DeliveryState state, Instant now) {
            change("state = :state", id, now).with("state", state).update();
        }

        void sent(DeliveryId id, String providerMessageId, Instant now) {
            change("state = 'SENT', provider_message_id = :name", id, now)
                    .with("name", providerMessageId)
                    .update();
        }

        void fail(DeliveryId id, Refused refusal, Instant now) {
            change("state = 'FAILED', failure = :failure, error = :error", id, now)
                    .with("failure", refusal.failure())
                    .with("error", refusal.error())
                    .update();
        }

        /** Vouches for the messages for another minute, by PostgreSQL's own time: one that all nodes share. */
        void vouch(Collection<DeliveryId> underWay) {
            sql.statement("""
                            update delivery set held_until = now() + interval '1 minute'
                            where id = any(cast(:ids as uuid[])) and state = 'QUEUED'""").with("ids", underWay).update();
        }

        /** Messages for which no node vouches any more. */
        List<DeliveryId> lost() {
            return sql.statement("select id from delivery where state = 'QUEUED' and held_until < now() limit :limit")
                    .with("limit", MAX_LOST)
                    .list(row -> new DeliveryId(row.uuid("id")));
        }

        private SqlStatement change(String columns, DeliveryId id, Instant now) {
            return one("update delivery set changed_at = :now, " + columns + " where id = :id", id)
                    .with("now", now);
        }

        private SqlStatement one(String text, DeliveryId id) {
            return sql.statement(text).with("id", id.value());
        }
    }
}
