package io.gatehouse.session;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions.OpenedSession;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Issues and rotates the refresh tokens of API sessions (RFC 9700, section 4.14.2), stored as digests. */
@ApplicationScoped
public class RefreshTokens {
    /** A second use within this time counts as a race of one client, a later one as use of a stolen token. */
    private static final Duration RACE_WINDOW = Duration.ofSeconds(5);

    private final RefreshTokenEntity.Repository tokens;
    private final SessionEntity.Repository sessions;
    private final Administrators administrators;
    private final AuditLog audit;
    private final Randomness randomness;
    private final Clock clock;

    RefreshTokens(
            RefreshTokenEntity.Repository tokens,
            SessionEntity.Repository sessions,
            Administrators administrators,
            AuditLog audit,
            Randomness randomness,
            Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.administrators = administrators;
        this.audit = audit;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Marks the session's current tokens as exchanged. */
    @Transactional(TxType.MANDATORY)
    void retire(SessionId session) {
        tokens.retire(session, clock.instant());
    }

    /** Creates a token of the session and returns it. */
    @Transactional(TxType.MANDATORY)
    String issue(SessionId session) {
        String token = randomness.secret();
        tokens.add(Digests.sha256Base64Url(token), session, clock.instant());
        return token;
    }

    /**
     * Exchanges the token and returns its successor, or returns empty if it is not current; of parallel uses only one
     * succeeds. A later use of an exchanged token revokes the session.
     */
    @Transactional
    public Optional<OpenedSession> rotate(RealmId realm, String presented, Requester requester) {
        Instant now = clock.instant();
        String hash = Digests.sha256Base64Url(presented);
        boolean exchanged = tokens.exchange(hash, now);
        Optional<SessionEntity> session = sessions.findByRefreshToken(hash)
                .filter(found -> found.realmId.equals(realm.value()) && found.isLive(now));
        if (exchanged) {
            return session.filter(live -> sessions.use(live, now))
                    .map(SessionEntity::toSession)
                    .map(used -> new OpenedSession(used, issue(used.id())));
        }
        session.filter(live -> tokens.wasExchangedBefore(hash, now.minus(RACE_WINDOW)))
                .ifPresent(live -> revoke(live, now, requester));
        return Optional.empty();
    }

    private void revoke(SessionEntity session, Instant now, Requester requester) {
        administrators.lock(new AdministratorId(session.administratorId));
        sessions.revoke(session.id, now);
        audit.record(AuditEvent.about(
                Optional.of(new AdministratorId(session.administratorId)),
                AuditEventType.REFRESH_TOKEN_REUSED,
                new RealmId(session.realmId),
                requester,
                Map.of("session", session.id.toString())));
    }

    /** A row of {@code refresh_token}. */
    @Entity(name = "RefreshTokenEntity")
    @Table(name = "refresh_token")
    static class RefreshTokenEntity {
        @Id
        String tokenHash;

        UUID sessionId;
        Instant issuedAt;

        /** When the token was exchanged or retired; null while it is current. */
        Instant rotatedAt;

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<RefreshTokenEntity, String> {

            void add(String hash, SessionId session, Instant now) {
                var entity = new RefreshTokenEntity();
                entity.tokenHash = hash;
                entity.sessionId = session.value();
                entity.issuedAt = now;
                persist(entity);
            }

            /**
             * Marks the token as exchanged and returns true, or returns false if there is none or it was exchanged before.
             */
            boolean exchange(String hash, Instant now) {
                return update("rotatedAt = ?1 where tokenHash = ?2 and rotatedAt is null", now, hash) == 1;
            }

            boolean wasExchangedBefore(String hash, Instant time) {
                return count("tokenHash = ?1 and rotatedAt < ?2", hash, time) > 0;
            }

            void retire(SessionId session, Instant now) {
                update("rotatedAt = ?1 where sessionId = ?2 and rotatedAt is null", now, session.value());
            }
        }
    }
}
