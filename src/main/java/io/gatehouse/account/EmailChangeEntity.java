package io.gatehouse.account;

import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

record EmailChangeEntity(
        UUID administratorId, UUID realmId, String tokenHash, String email, String credential, Instant expiresAt) {
    private static final String COLUMNS = "administrator_id, realm_id, token_hash, email, credential, expires_at";

    static EmailChangeEntity of(Row row) {
        return new EmailChangeEntity(
                row.uuid("administrator_id"),
                row.uuid("realm_id"),
                row.text("token_hash"),
                row.text("email"),
                row.text("credential"),
                row.instant("expires_at"));
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        /** The person's only one from now on. */
        void put(EmailChangeEntity change) {
            sql.statement("""
                            insert into email_change
                                (administrator_id, realm_id, token_hash, email, credential, expires_at)
                            values (:administrator, :realm, :tokenHash, :email, :credential, :expiresAt)
                            on conflict (administrator_id) do update set token_hash = excluded.token_hash,
                                email = excluded.email, credential = excluded.credential,
                                expires_at = excluded.expires_at""")
                    .with("administrator", change.administratorId())
                    .with("realm", change.realmId())
                    .with("tokenHash", change.tokenHash())
                    .with("email", change.email())
                    .with("credential", change.credential())
                    .with("expiresAt", change.expiresAt())
                    .update();
        }

        /** The one of that link, unless it has expired. */
        Optional<EmailChangeEntity> find(RealmId realm, String tokenHash, Instant now) {
            return sql.statement("""
                            select %s from email_change
                            where token_hash = :tokenHash and realm_id = :realm and expires_at > :now""".formatted(COLUMNS))
                    .with("tokenHash", tokenHash)
                    .with("realm", realm.value())
                    .with("now", now)
                    .first(EmailChangeEntity::of);
        }

        /** Of parallel calls one is told that it was there. */
        boolean delete(String tokenHash) {
            return sql.statement("delete from email_change where token_hash = :tokenHash")
                            .with("tokenHash", tokenHash)
                            .update()
                    == 1;
        }
    }
}
