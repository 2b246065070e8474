package io.gatehouse.link;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** A row of links to report misuse. */
record ReportLinkEntity(ReportLink link, Instant expiresAt) {
    private static final String COLUMNS =
            "occasion, realm_id, administrator_id, client_address, user_agent, request_id, occurred_at,"
                    + " expires_at";

    static ReportLinkEntity of(Row row) {
        var link = new ReportLink(
                row.constant("occasion", Occasion.class),
                new RealmId(row.uuid("realm_id")),
                new AdministratorId(row.uuid("administrator_id")),
                new Requester(row.text("client_address"), row.text("user_agent"), row.text("request_id")),
                row.instant("occurred_at"));
        return new ReportLinkEntity(link, row.instant("expires_at"));
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        Optional<ReportLinkEntity> find(String hash) {
            return sql.statement("select " + COLUMNS + " from report_link where token_hash = :hash")
                    .with("hash", hash)
                    .first(ReportLinkEntity::of);
        }

        void add(String hash, ReportLink link, Instant expiresAt) {
            sql.statement("""
                            insert into report_link
                                (token_hash, realm_id, administrator_id, occasion, client_address, user_agent,
                                request_id, occurred_at, expires_at)
                            values (:hash, :realm, :administrator, :occasion, :address, :userAgent,
                                :requestId, :occurredAt, :expiresAt)""")
                    .with("hash", hash)
                    .with("realm", link.realm().value())
                    .with("administrator", link.administrator().value())
                    .with("occasion", link.occasion())
                    .with("address", link.requester().address())
                    .with("userAgent", link.requester().userAgent())
                    .with("requestId", link.requester().requestId())
                    .with("occurredAt", link.occurredAt())
                    .with("expiresAt", expiresAt)
                    .update();
        }

        /** How many the account had. */
        int deleteAll(AdministratorId administrator) {
            return sql.statement("delete from report_link where administrator_id = :administrator")
                    .with("administrator", administrator.value())
                    .update();
        }

        void deleteExpired(Instant now) {
            sql.statement("delete from report_link where expires_at <= :now")
                    .with("now", now)
                    .update();
        }
    }
}
