package io.gatehouse.link;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The rows of links, of which more is looked for than read. */
final class LinkEntity {
    private static final String COLUMNS = "kind, realm_id, administrator_id";

    private LinkEntity() {}

    static Link of(Row row) {
        return new Link(
                row.constant("kind", LinkKind.class),
                new RealmId(row.uuid("realm_id")),
                new AdministratorId(row.uuid("administrator_id")));
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        void add(String hash, Link link, Instant now, Instant expiresAt) {
            sql.statement("""
                            insert into link (token_hash, kind, realm_id, administrator_id, issued_at, expires_at)
                            values (:hash, :kind, :realm, :administrator, :now, :expiresAt)""")
                    .with("hash", hash)
                    .with("kind", link.kind())
                    .with("realm", link.realm().value())
                    .with("administrator", link.administrator().value())
                    .with("now", now)
                    .with("expiresAt", expiresAt)
                    .update();
        }

        /** The good link of that kind and realm, consumed by this. */
        Optional<Link> consume(String hash, LinkKind kind, RealmId realm, Instant now) {
            return sql.statement("""
                            update link set consumed_at = :now
                            where token_hash = :hash and kind = :kind and realm_id = :realm
                                and consumed_at is null and expires_at > :now returning %s""".formatted(COLUMNS))
                    .with("hash", hash)
                    .with("kind", kind)
                    .with("realm", realm.value())
                    .with("now", now)
                    .first(LinkEntity::of);
        }

        void release(String hash) {
            sql.statement("update link set consumed_at = null where token_hash = :hash")
                    .with("hash", hash)
                    .update();
        }

        long countIssued(AdministratorId administrator, LinkKind kind, Instant since) {
            return sql.statement("""
                            select count(*) from link
                            where administrator_id = :administrator and kind = :kind and issued_at > :since""")
                    .with("administrator", administrator.value())
                    .with("kind", kind)
                    .with("since", since)
                    .number();
        }

        void consumeAll(AdministratorId administrator, LinkKind kind, Instant now) {
            sql.statement("""
                            update link set consumed_at = :now
                            where administrator_id = :administrator and kind = :kind and consumed_at is null""")
                    .with("administrator", administrator.value())
                    .with("kind", kind)
                    .with("now", now)
                    .update();
        }

        void consumeAll(AdministratorId administrator, Instant now) {
            sql.statement("""
                            update link set consumed_at = :now
                            where administrator_id = :administrator and consumed_at is null""")
                    .with("administrator", administrator.value())
                    .with("now", now)
                    .update();
        }
    }
}
