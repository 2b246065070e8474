package io.gatehouse.administration;

import io.gatehouse.delivery.MailKind;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of mails to everybody of a realm.
 *
 * @param reached the last address it was posted to; empty at first
 */
record RealmNoticeEntity(
        UUID id,
        RealmId realm,
        MailKind kind,
        Map<String, String> details,
        Requester requester,
        Instant occurredAt,
        String reached) {
    private static final String COLUMNS =
            "id, realm_id, kind, details, client_address, user_agent, request_id, occurred_at, reached";

    static RealmNoticeEntity of(Row row) {
        return new RealmNoticeEntity(
                row.uuid("id"),
                new RealmId(row.uuid("realm_id")),
                row.constant("kind", MailKind.class),
                row.details("details"),
                new Requester(row.text("client_address"), row.text("user_agent"), row.text("request_id")),
                row.instant("occurred_at"),
                row.text("reached"));
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        void add(MailKind kind, RealmId realm, Map<String, String> details, Requester requester, Instant now) {
            sql.statement("""
                            insert into realm_notice (id, realm_id, kind, details,
                                client_address, user_agent, request_id, occurred_at, reached)
                            values (:id, :realm, :kind, cast(:details as jsonb),
                                :address, :userAgent, :requestId, :now, '')""")
                    .with("id", UUID.randomUUID())
                    .with("realm", realm.value())
                    .with("kind", kind)
                    .with("details", details)
                    .with("address", requester.address())
                    .with("userAgent", requester.userAgent())
                    .with("requestId", requester.requestId())
                    .with("now", now)
                    .update();
        }

        /** The oldest that no other node is at. */
        Optional<RealmNoticeEntity> take() {
            return sql.statement("select " + COLUMNS
                            + " from realm_notice order by occurred_at limit 1 for no key update skip locked")
                    .first(RealmNoticeEntity::of);
        }

        void reach(UUID id, String email) {
            sql.statement("update realm_notice set reached = :email where id = :id")
                    .with("id", id)
                    .with("email", email)
                    .update();
        }

        void delete(UUID id) {
            sql.statement("delete from realm_notice where id = :id")
                    .with("id", id)
                    .update();
        }
    }
}
