package io.gatehouse.session;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

record TrustedBrowserEntity(
        UUID id,
        RealmId realm,
        AdministratorId administrator,
        String foundation,
        Instant secondFactorAt,
        String clientAddress,
        String userAgent,
        Instant createdAt,
        Instant lastUsedAt) {
    private static final String COLUMNS =
            "id, realm_id, administrator_id, foundation, second_factor_at, client_address, user_agent,"
                    + " created_at, last_used_at";

    static TrustedBrowserEntity of(Row row) {
        return new TrustedBrowserEntity(
                row.uuid("id"),
                new RealmId(row.uuid("realm_id")),
                new AdministratorId(row.uuid("administrator_id")),
                row.text("foundation"),
                row.instant("second_factor_at"),
                row.text("client_address"),
                row.text("user_agent"),
                row.instant("created_at"),
                row.instant("last_used_at"));
    }

    TrustedBrowser toTrustedBrowser(Duration interval) {
        return new TrustedBrowser(
                id,
                administrator,
                secondFactorAt,
                secondFactorAt.plus(interval),
                clientAddress,
                userAgent,
                createdAt,
                lastUsedAt);
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        Optional<TrustedBrowserEntity> find(AdministratorId person, String hash) {
            return sql.statement("""
                            select %s from trusted_browser
                            where secret_hash = :hash and administrator_id = :person""".formatted(COLUMNS))
                    .with("person", person.value())
                    .with("hash", hash)
                    .first(TrustedBrowserEntity::of);
        }

        /** The person's, the last used first. */
        List<TrustedBrowserEntity> of(AdministratorId person) {
            return sql.statement("""
                            select %s from trusted_browser where administrator_id = :person
                            order by last_used_at desc""".formatted(COLUMNS))
                    .with("person", person.value())
                    .list(TrustedBrowserEntity::of);
        }

        void add(TrustedBrowserEntity browser, String hash) {
            sql.statement("""
                            insert into trusted_browser
                                (id, realm_id, administrator_id, secret_hash, foundation, second_factor_at,
                                client_address, user_agent, created_at, last_used_at)
                            values (:id, :realm, :person, :hash, :foundation, :secondFactorAt,
                                :address, :userAgent, :createdAt, :lastUsedAt)""")
                    .with("id", browser.id())
                    .with("realm", browser.realm().value())
                    .with("person", browser.administrator().value())
                    .with("hash", hash)
                    .with("foundation", browser.foundation())
                    .with("secondFactorAt", browser.secondFactorAt())
                    .with("address", browser.clientAddress())
                    .with("userAgent", browser.userAgent())
                    .with("createdAt", browser.createdAt())
                    .with("lastUsedAt", browser.lastUsedAt())
                    .update();
        }

        /** Notes its use; nothing if it is gone. */
        Optional<TrustedBrowserEntity> use(UUID id, Instant now) {
            return sql.statement("update trusted_browser set last_used_at = :now where id = :id returning " + COLUMNS)
                    .with("id", id)
                    .with("now", now)
                    .first(TrustedBrowserEntity::of);
        }

        /** Gives the browser of that secret another one, for all of the realm whom it is trusted for. */
        void replaceHash(RealmId realm, String before, String after) {
            sql.statement("""
                            update trusted_browser set secret_hash = :after
                            where secret_hash = :before and realm_id = :realm""")
                    .with("realm", realm.value())
                    .with("before", before)
                    .with("after", after)
                    .update();
        }

        void delete(AdministratorId person, String hash) {
            sql.statement("delete from trusted_browser where secret_hash = :hash and administrator_id = :person")
                    .with("person", person.value())
                    .with("hash", hash)
                    .update();
        }

        /** Whether the person had such a one. */
        boolean delete(AdministratorId person, UUID id) {
            return sql.statement("delete from trusted_browser where id = :id and administrator_id = :person")
                            .with("person", person.value())
                            .with("id", id)
                            .update()
                    == 1;
        }

        /** How many the person had. */
        int deleteAll(AdministratorId person) {
            return sql.statement("delete from trusted_browser where administrator_id = :person")
                    .with("person", person.value())
                    .update();
        }

        void deleteAll(RealmId realm) {
            sql.statement("delete from trusted_browser where realm_id = :realm")
                    .with("realm", realm.value())
                    .update();
        }
    }
}
