package io.gatehouse.session;

import io.gatehouse.admin.Role;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.SessionId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import io.gatehouse.platform.database.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A row of sessions.
 *
 * @param secretHash SHA-256 of the cookie's secret, of a browser alone
 * @param revokedAt nothing as long as it is not revoked
 */
record SessionEntity(Session session, byte[] secretHash, Instant revokedAt) {
    private static final String COLUMNS =
            "id, secret_hash, revoked_at, last_used_at, realm_id, administrator_id, role, kind,"
                    + " authenticated_at, second_factor, second_factor_at, client_address, user_agent, created_at,"
                    + " idle_seconds, expires_at";

    static SessionEntity of(Row row) {
        return new SessionEntity(session(row), row.bytes("secret_hash"), row.instant("revoked_at"));
    }

    private static Session session(Row row) {
        Instant lastUsedAt = row.instant("last_used_at");
        return new Session(
                new SessionId(row.uuid("id")),
                new RealmId(row.uuid("realm_id")),
                new AdministratorId(row.uuid("administrator_id")),
                row.constant("role", Role.class),
                row.constant("kind", SessionKind.class),
                row.instant("authenticated_at"),
                Optional.ofNullable(row.constant("second_factor", SecondFactor.class)),
                Optional.ofNullable(row.instant("second_factor_at")),
                row.text("client_address"),
                row.text("user_agent"),
                row.instant("created_at"),
                lastUsedAt,
                lastUsedAt.plusSeconds(row.number("idle_seconds")),
                row.instant("expires_at"));
    }

    boolean isLive(Instant now) {
        return revokedAt == null && now.isBefore(session.idleUntil()) && now.isBefore(session.expiresAt());
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        Optional<SessionEntity> find(SessionId id) {
            return one("select " + COLUMNS + " from session where id = :id", id).first(SessionEntity::of);
        }

        /** The person's that are not revoked, the last used first. */
        List<SessionEntity> of(AdministratorId administrator) {
            return sql.statement("""
                            select %s from session where administrator_id = :administrator and revoked_at is null
                            order by last_used_at desc""".formatted(COLUMNS))
                    .with("administrator", administrator.value())
                    .list(SessionEntity::of);
        }

        Session add(NewSession opened, Instant now) {
            return sql.statement("""
                            insert into session
                                (id, realm_id, administrator_id, role, kind, authenticated_at, second_factor,
                                second_factor_at, client_address, user_agent, created_at, last_used_at, idle_seconds,
                                expires_at)
                            values (:id, :realm, :administrator, :role, :kind, :authenticatedAt, :secondFactor,
                                :secondFactorAt, :address, :userAgent, :now, :now, :idle, :expiresAt) returning %s""".formatted(COLUMNS))
                    .with("id", UUID.randomUUID())
                    .with("realm", opened.administrator().realm().value())
                    .with("administrator", opened.administrator().id().value())
                    .with("role", opened.administrator().role())
                    .with("kind", opened.kind())
                    .with("authenticatedAt", opened.authenticatedAt())
                    .with("secondFactor", opened.secondFactor().orElse(null))
                    .with("secondFactorAt", opened.secondFactorAt().orElse(null))
                    .with("address", opened.requester().address())
                    .with("userAgent", opened.requester().userAgent())
                    .with("now", now)
                    .with("idle", opened.lifetimes().idle().toSeconds())
                    .with("expiresAt", now.plus(opened.lifetimes().absolute()))
                    .one(SessionEntity::session);
        }

        /** Notes its use; nothing if it is gone, or has been revoked meanwhile. */
        Optional<Session> use(SessionId id, Instant now) {
            return change("last_used_at = :now", id).with("now", now).first(SessionEntity::session);
        }

        /** Notes that its password was proven; nothing if it is gone, or has been revoked meanwhile. */
        Optional<Session> prove(SessionId id, Instant now) {
            return change("authenticated_at = :now, last_used_at = :now", id)
                    .with("now", now)
                    .first(SessionEntity::session);
        }

        /** Notes that its second factor was proven; nothing if it is gone, or has been revoked meanwhile. */
        Optional<Session> prove(SessionId id, SecondFactor factor, Instant now) {
            return change("second_factor = :factor, second_factor_at = :now, last_used_at = :now", id)
                    .with("factor", factor)
                    .with("now", now)
                    .first(SessionEntity::session);
        }

        void setSecretHash(SessionId id, byte[] hash) {
            one("update session set secret_hash = :hash where id = :id", id)
                    .with("hash", hash)
                    .update();
        }

        void revoke(SessionId id, Instant now) {
            one("update session set revoked_at = :now where id = :id", id)
                    .with("now", now)
                    .update();
        }

        /** Revokes all of the person's but that one; how many there were. */
        int revokeAll(AdministratorId administrator, SessionId kept, Instant now) {
            return sql.statement("""
                            update session set revoked_at = :now
                            where administrator_id = :administrator and revoked_at is null and id <> :kept""")
                    .with("kept", kept.value())
                    .with("administrator", administrator.value())
                    .with("now", now)
                    .update();
        }

        /** Revokes the realm's that have proven none of these factors, but that one; how many there were. */
        int revokeUnproven(RealmId realm, Set<SecondFactor> factors, SessionId kept, Instant now) {
            return sql.statement("""
                            update session set revoked_at = :now
                            where realm_id = :realm and revoked_at is null and id <> :kept
                                and (second_factor is null or second_factor <> all(:factors))""")
                    .with("kept", kept.value())
                    .with("realm", realm.value())
                    .with("factors", factors)
                    .with("now", now)
                    .update();
        }

        private SqlStatement change(String columns, SessionId id) {
            return one(
                    "update session set " + columns + " where id = :id and revoked_at is null returning " + COLUMNS,
                    id);
        }

        private SqlStatement one(String text, SessionId id) {
            return sql.statement(text).with("id", id.value());
        }
    }
}
