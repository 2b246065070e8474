package io.gatehouse.session;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Digests;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Opens, finds and revokes sessions; finding one is one read by primary key, so revocation holds at the next request. */
@ApplicationScoped
public class Sessions {
    /** A session's use is written down at most this often. */
    private static final Duration USE_GRAIN = Duration.ofSeconds(30);

    /** An id no session has. */
    private static final SessionId NO_SESSION = new SessionId(new UUID(0, 0));

    private final SessionEntity.Repository sessions;
    private final RefreshTokens refreshTokens;
    private final Randomness randomness;
    private final Clock clock;

    Sessions(SessionEntity.Repository sessions, RefreshTokens refreshTokens, Randomness randomness, Clock clock) {
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Opens a session in the caller's transaction. */
    @Transactional(TxType.MANDATORY)
    public OpenedSession open(NewSession opened) {
        return withFreshSecret(sessions.add(opened, clock.instant()));
    }

    /**
     * Raises the live session after a fresh proof: its {@code sid} stays, its secrets are new.
     *
     * @param factor the second factor proven; empty if it was the password
     */
    @Transactional(TxType.MANDATORY)
    public Optional<OpenedSession> raise(SessionId id, Optional<SecondFactor> factor) {
        Instant now = clock.instant();
        return live(id).flatMap(entity -> {
                    // Before the session's row, as an exchange of a token does: otherwise each could wait for the
                    // other.
                    refreshTokens.retire(id);
                    return factor.map(proven -> sessions.prove(id, proven, now))
                            .orElseGet(() -> sessions.prove(id, now));
                })
                .map(this::withFreshSecret);
    }

    /** New secrets for the live session; what it has proven stays as it is. */
    @Transactional(TxType.MANDATORY)
    public Optional<OpenedSession> rotate(SessionId id) {
        return live(id).map(entity -> {
            refreshTokens.retire(id);
            return withFreshSecret(entity.session());
        });
    }

    private OpenedSession withFreshSecret(Session session) {
        return new OpenedSession(
                session,
                switch (session.kind()) {
                    case BROWSER -> {
                        String random = randomness.secret();
                        sessions.setSecretHash(session.id(), Digests.sha256(random));
                        yield session.id() + "." + random;
                    }
                    case API, SAME_SITE_API -> refreshTokens.issue(session.id());
                });
    }

    /** The live session whose cookie this is, if it belongs to the realm. */
    @Transactional
    public Optional<Session> byCookie(RealmId realm, String cookie) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        byte[] presented = Digests.sha256(cookie.substring(dot + 1));
        return parse(cookie.substring(0, dot))
                .flatMap(this::live)
                .filter(entity -> entity.session().realm().equals(realm))
                .filter(entity -> entity.secretHash() != null && MessageDigest.isEqual(presented, entity.secretHash()))
                .flatMap(this::used);
    }

    /** The live session of that id. */
    @Transactional
    public Optional<Session> byId(SessionId id) {
        return live(id).flatMap(this::used);
    }

    /** The person's live sessions, the last used first. */
    @Transactional
    public List<Session> of(AdministratorId administrator) {
        Instant now = clock.instant();
        return sessions.of(administrator).stream()
                .filter(entity -> entity.isLive(now))
                .map(SessionEntity::session)
                .toList();
    }

    /** Ends the person's session of that id; whether there was a live one. */
    @Transactional
    public boolean revoke(AdministratorId administrator, SessionId id) {
        boolean found = live(id).filter(
                        entity -> entity.session().administrator().equals(administrator))
                .isPresent();
        if (found) {
            sessions.revoke(id, clock.instant());
        }
        return found;
    }

    /** Ends all of the person's sessions, but for the one to keep; how many there were. */
    @Transactional
    public int revokeAll(AdministratorId administrator, Optional<SessionId> kept) {
        return sessions.revokeAll(administrator, kept.orElse(NO_SESSION), clock.instant());
    }

    /**
     * Ends the realm's sessions that have not themselves proven one of these factors, but for the one to keep; how many
     * there were.
     */
    @Transactional(TxType.MANDATORY)
    public int revokeUnproven(RealmId realm, Set<SecondFactor> factors, SessionId kept) {
        return sessions.revokeUnproven(realm, factors, kept, clock.instant());
    }

    private Optional<SessionEntity> live(SessionId id) {
        return sessions.find(id).filter(entity -> entity.isLive(clock.instant()));
    }

    private Optional<Session> used(SessionEntity entity) {
        Session session = entity.session();
        Instant now = clock.instant();
        return session.lastUsedAt().plus(USE_GRAIN).isBefore(now)
                ? sessions.use(session.id(), now)
                : Optional.of(session);
    }

    private static Optional<SessionId> parse(String id) {
        try {
            return Optional.of(new SessionId(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
