package io.gatehouse.session;

import io.gatehouse.platform.SessionId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of refresh tokens.
 *
 * @param rotatedAt when it was exchanged or retired; nothing before
 */
record RefreshTokenEntity(SessionId session, Instant rotatedAt) {
    private static final String COLUMNS = "session_id, rotated_at";

    static RefreshTokenEntity of(Row row) {
        return new RefreshTokenEntity(new SessionId(row.uuid("session_id")), row.instant("rotated_at"));
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        Optional<RefreshTokenEntity> find(String hash) {
            return sql.statement("select " + COLUMNS + " from refresh_token where token_hash = :hash")
                    .with("hash", hash)
                    .first(RefreshTokenEntity::of);
        }

        void add(String hash, SessionId session, Instant now) {
            sql.statement(
                            "insert into refresh_token (token_hash, session_id, issued_at) values (:hash, :session, :now)")
                    .with("hash", hash)
                    .with("session", session.value())
                    .with("now", now)
                    .update();
        }

        /** The token, exchanged by this; nothing if there is none, or it was exchanged before. */
        Optional<RefreshTokenEntity> exchange(String hash, Instant now) {
            return sql.statement("""
                            update refresh_token set rotated_at = :now
                            where token_hash = :hash and rotated_at is null returning %s""".formatted(COLUMNS))
                    .with("hash", hash)
                    .with("now", now)
                    .first(RefreshTokenEntity::of);
        }

        void retire(SessionId session, Instant now) {
            sql.statement(
                            "update refresh_token set rotated_at = :now where session_id = :session and rotated_at is null")
                    .with("session", session.value())
                    .with("now", now)
                    .update();
        }
    }
}
