package io.gatehouse.session;

import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.Sessions.NewSession;
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
import java.util.Set;
import java.util.UUID;

/** A row of {@code session}, changed only by statements that check that it has not been revoked since it was read. */
@Entity
@Table(name = "session")
class SessionEntity {
    private static final Duration KEPT = Duration.ofDays(1);

    @Id
    UUID id;

    UUID realmId;
    UUID administratorId;

    @Enumerated(EnumType.STRING)
    Role role;

    @Enumerated(EnumType.STRING)
    SessionKind kind;

    /** SHA-256 of the secret in a browser's cookie; null for other kinds. */
    byte[] secretHash;

    boolean withoutPassword;
    Instant authenticatedAt;

    @Enumerated(EnumType.STRING)
    SecondFactor secondFactor;

    Instant secondFactorAt;
    String clientAddress;
    String userAgent;
    Instant createdAt;
    Instant lastUsedAt;
    long idleSeconds;
    Instant expiresAt;
    Instant revokedAt;

    static SessionEntity of(NewSession opened, Instant now) {
        var entity = new SessionEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = opened.administrator().realm().value();
        entity.administratorId = opened.administrator().id().value();
        entity.role = opened.administrator().role();
        entity.kind = opened.kind();
        entity.withoutPassword = opened.withoutPassword();
        entity.authenticatedAt = opened.authenticatedAt();
        entity.secondFactor = opened.secondFactor().orElse(null);
        entity.secondFactorAt = opened.secondFactorAt().orElse(null);
        entity.clientAddress = opened.requester().address();
        entity.userAgent = opened.requester().userAgent();
        entity.createdAt = now;
        entity.lastUsedAt = now;
        entity.idleSeconds = opened.lifetimes().idle().toSeconds();
        entity.expiresAt = now.plus(opened.lifetimes().absolute());
        return entity;
    }

    Session toSession() {
        return new Session(
                new SessionId(id),
                new RealmId(realmId),
                new AdministratorId(administratorId),
                role,
                kind,
                withoutPassword,
                authenticatedAt,
                Optional.ofNullable(secondFactor),
                Optional.ofNullable(secondFactorAt),
                clientAddress,
                userAgent,
                createdAt,
                lastUsedAt,
                idleUntil(),
                expiresAt);
    }

    boolean isLive(Instant now) {
        return revokedAt == null && now.isBefore(idleUntil()) && now.isBefore(expiresAt);
    }

    private Instant idleUntil() {
        return lastUsedAt.plusSeconds(idleSeconds);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<SessionEntity, UUID>, ExpiringRows {
        /** Deletes sessions that ended at least a day ago, with their refresh tokens and proofs of channels. */
        @Override
        public long deleteExpired(Instant now, int limit) {
            return delete(
                    "id in (select e.id from SessionEntity e where e.expiresAt < ?1 order by e.expiresAt limit ?2)",
                    now.minus(KEPT),
                    limit);
        }

        public Optional<SessionEntity> find(SessionId id) {
            return findByIdOptional(id.value()).map(this::detached);
        }

        /** Returns the row, locked until the transaction ends, or empty if there is none. */
        Optional<SessionEntity> findForUpdate(SessionId id) {
            return find("id", id.value())
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .<SessionEntity>singleResultOptional()
                    .map(this::detached);
        }

        Optional<SessionEntity> findByRefreshToken(String hash) {
            return find("id = (select t.sessionId from RefreshTokenEntity t where t.tokenHash = ?1)", hash)
                    .singleResultOptional()
                    .map(this::detached);
        }

        /** Returns the account's sessions that are neither revoked nor over, last used first; some may have been idle for too long. */
        List<SessionEntity> listUnexpired(AdministratorId administrator, Instant now) {
            return list(
                            "administratorId = ?1 and revokedAt is null and expiresAt > ?2 order by lastUsedAt desc",
                            administrator.value(),
                            now)
                    .stream()
                    .map(this::detached)
                    .toList();
        }

        void add(SessionEntity opened) {
            persistAndFlush(opened);
            detached(opened);
        }

        /**
         * Records a use and returns true, or returns false if the session has been revoked or deleted since it was
         * read.
         */
        boolean use(SessionEntity read, Instant now) {
            read.lastUsedAt = now;
            return update("lastUsedAt = ?1 where id = ?2 and revokedAt is null", now, read.id) == 1;
        }

        /** Records a verification of the password; returns false in the same cases as {@link #use}. */
        boolean recordVerified(SessionEntity read, Instant now) {
            read.withoutPassword = false;
            read.authenticatedAt = now;
            read.lastUsedAt = now;
            return update(
                            "withoutPassword = false, authenticatedAt = ?1, lastUsedAt = ?1"
                                    + " where id = ?2 and revokedAt is null",
                            now,
                            read.id)
                    == 1;
        }

        /** Records a verification of the second factor; returns false in the same cases as {@link #use}. */
        boolean recordVerified(SessionEntity read, SecondFactor factor, Instant now) {
            read.secondFactor = factor;
            read.secondFactorAt = now;
            read.lastUsedAt = now;
            return update(
                            "secondFactor = ?1, secondFactorAt = ?2, lastUsedAt = ?2"
                                    + " where id = ?3 and revokedAt is null",
                            factor,
                            now,
                            read.id)
                    == 1;
        }

        void setSecretHash(UUID id, byte[] hash) {
            update("secretHash = ?1 where id = ?2", hash, id);
        }

        void revoke(UUID id, Instant now) {
            update("revokedAt = ?1 where id = ?2", now, id);
        }

        /** Revokes all sessions of the account except the kept one, and returns their number. */
        int revokeAll(AdministratorId administrator, SessionId kept, Instant now) {
            return update(
                    "revokedAt = ?1 where administratorId = ?2 and revokedAt is null and id <> ?3",
                    now,
                    administrator.value(),
                    kept.value());
        }

        /** Returns the realm's sessions that are neither revoked nor over; some may have been idle for too long. */
        List<SessionEntity> listUnexpired(RealmId realm, Instant now) {
            return list("realmId = ?1 and revokedAt is null and expiresAt > ?2", realm.value(), now).stream()
                    .map(this::detached)
                    .toList();
        }

        /** Revokes the role's sessions without one of these factors, except the kept one, and returns their number. */
        int revokeUnproven(RealmId realm, Role role, Set<SecondFactor> factors, SessionId kept, Instant now) {
            return update(
                    "revokedAt = ?1 where realmId = ?2 and role = ?3 and revokedAt is null and id <> ?4"
                            + " and (secondFactor is null or secondFactor not in ?5)",
                    now,
                    realm.value(),
                    role,
                    kept.value(),
                    factors);
        }
    }
}
