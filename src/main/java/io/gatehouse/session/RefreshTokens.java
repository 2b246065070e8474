package io.gatehouse.session;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Digests;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The rotating refresh tokens of API sessions (RFC 9700, section 4.14.2), known by their digest alone. */
@ApplicationScoped
public class RefreshTokens {
    /** Within this time a second use is a client racing itself, later it is a thief or a victim. */
    private static final Duration RACE = Duration.ofSeconds(5);

    private final RefreshTokenEntity.Repository tokens;
    private final SessionEntity.Repository sessions;
    private final AuditLog audit;
    private final Randomness randomness;
    private final Clock clock;

    RefreshTokens(
            RefreshTokenEntity.Repository tokens,
            SessionEntity.Repository sessions,
            AuditLog audit,
            Randomness randomness,
            Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.audit = audit;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Takes the tokens the session has out of use, as if they had been exchanged. */
    @Transactional(TxType.MANDATORY)
    void retire(SessionId session) {
        tokens.update("rotatedAt = ?1 where sessionId = ?2 and rotatedAt is null", clock.instant(), session.value());
    }

    /** A fresh token of the session. */
    @Transactional(TxType.MANDATORY)
    String issue(SessionId session) {
        String token = randomness.secret();
        var entity = new RefreshTokenEntity();
        entity.tokenHash = Digests.sha256Base64Url(token);
        entity.sessionId = session.value();
        entity.issuedAt = clock.instant();
        tokens.persist(entity);
        return token;
    }

    /**
     * Exchanges the token for its successor, once: of parallel uses the database lets one win. A later use of a token
     * that was exchanged ends the session.
     */
    @Transactional
    public Optional<OpenedSession> rotate(RealmId realm, String token, Requester requester) {
        Instant now = clock.instant();
        String hash = Digests.sha256Base64Url(token);
        boolean won = tokens.update("rotatedAt = ?1 where tokenHash = ?2 and rotatedAt is null", now, hash) == 1;
        Optional<RefreshTokenEntity> found = tokens.findByIdOptional(hash);
        Optional<SessionEntity> session = found.flatMap(entity -> sessions.findByIdOptional(entity.sessionId))
                .filter(entity -> entity.realmId.equals(realm.value()) && entity.isLive(now));
        if (won) {
            session.ifPresent(entity -> entity.lastUsedAt = now);
            return session.map(entity -> new OpenedSession(entity.toSession(), issue(new SessionId(entity.id))));
        }
        if (session.isPresent() && found.get().rotatedAt.plus(RACE).isBefore(now)) {
            revoke(realm, session.get(), requester);
        }
        return Optional.empty();
    }

    private void revoke(RealmId realm, SessionEntity session, Requester requester) {
        session.revokedAt = clock.instant();
        audit.record(AuditEvent.about(
                Optional.of(new AdministratorId(session.administratorId)),
                AuditEventType.REFRESH_TOKEN_REUSED,
                realm,
                requester,
                Map.of("session", session.id.toString())));
    }
}
