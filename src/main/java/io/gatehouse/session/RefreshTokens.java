package io.gatehouse.session;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
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
        tokens.retire(session, clock.instant());
    }

    /** A fresh token of the session. */
    @Transactional(TxType.MANDATORY)
    String issue(SessionId session) {
        String token = randomness.secret();
        tokens.add(Digests.sha256Base64Url(token), session, clock.instant());
        return token;
    }

    /**
     * Exchanges the token for its successor, once: of parallel uses the database lets one win. A later use of a token
     * that was exchanged ends the session.
     */
    @Transactional
    public Optional<OpenedSession> rotate(RealmId realm, String presented, Requester requester) {
        Instant now = clock.instant();
        String hash = Digests.sha256Base64Url(presented);
        Optional<RefreshTokenEntity> won = tokens.exchange(hash, now);
        Optional<RefreshTokenEntity> found = won.or(() -> tokens.find(hash));
        Optional<Session> session = found.flatMap(token -> sessions.find(token.session()))
                .filter(entity -> entity.isLive(now))
                .map(SessionEntity::session)
                .filter(live -> live.realm().equals(realm));
        if (won.isPresent()) {
            return session.flatMap(live -> sessions.use(live.id(), now))
                    .map(used -> new OpenedSession(used, issue(used.id())));
        }
        if (session.isPresent() && found.get().rotatedAt().plus(RACE).isBefore(now)) {
            revoke(session.get(), requester);
        }
        return Optional.empty();
    }

    private void revoke(Session session, Requester requester) {
        sessions.revoke(session.id(), clock.instant());
        audit.record(AuditEvent.about(
                Optional.of(session.administrator()),
                AuditEventType.REFRESH_TOKEN_REUSED,
                session.realm(),
                requester,
                Map.of("session", session.id().toString())));
    }
}
