package io.gatehouse.session;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Session.SessionKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Opens, finds and revokes sessions. Each request reads the session by primary key, so that a revocation takes effect
 * at the next request.
 */
@ApplicationScoped
public class Sessions {
    /** The minimum time between two recorded uses of a session. */
    private static final Duration USE_INTERVAL = Duration.ofSeconds(30);

    private static final SessionId NO_SESSION = new SessionId(new UUID(0, 0));

    private final SessionEntity.Repository sessions;
    private final RefreshTokens refreshTokens;
    private final Administrators administrators;
    private final Randomness randomness;
    private final Event<SessionsRevoked> revocations;
    private final Clock clock;

    /** The values that a completed sign-in sets in the session it opens. */
    public record NewSession(
            Administrator administrator,
            RealmSettings.Session lifetimes,
            SessionKind kind,
            boolean withoutPassword,
            Instant authenticatedAt,
            Optional<SecondFactor> secondFactor,
            Optional<Instant> secondFactorAt,
            Requester requester) {}

    /**
     * A session just opened or renewed, with its secret, which is not stored in clear.
     *
     * @param secret the cookie's value for a browser, the refresh token for an API client
     */
    public record OpenedSession(Session session, String secret) {

        /** Omits the secret, to keep it out of logs. */
        @Override
        public String toString() {
            return "OpenedSession[" + session.id() + "]";
        }
    }

    Sessions(
            SessionEntity.Repository sessions,
            RefreshTokens refreshTokens,
            Administrators administrators,
            Randomness randomness,
            Event<SessionsRevoked> revocations,
            Clock clock) {
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.administrators = administrators;
        this.randomness = randomness;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** Opens a session. */
    @Transactional(TxType.MANDATORY)
    public OpenedSession open(NewSession opened) {
        SessionEntity entity = SessionEntity.of(opened, clock.instant());
        sessions.add(entity);
        return withNewSecret(entity);
    }

    /**
     * Records a step-up and returns the session with a new secret and the same {@code sid}, or empty if it is not live.
     *
     * @param factor the verified second factor; empty for the password
     */
    @Transactional(TxType.MANDATORY)
    public Optional<OpenedSession> stepUp(SessionId id, Optional<SecondFactor> factor) {
        Instant now = clock.instant();
        return live(id).filter(entity -> {
                    // The same order as in an exchange of a token, first token, then session, prevents a deadlock.
                    refreshTokens.retire(id);
                    return factor.map(verified -> sessions.recordVerified(entity, verified, now))
                            .orElseGet(() -> sessions.recordVerified(entity, now));
                })
                .map(this::withNewSecret);
    }

    /** Returns the session with a new secret, otherwise unchanged, or empty if it is not live. */
    @Transactional(TxType.MANDATORY)
    public Optional<OpenedSession> rotateSecret(SessionId id) {
        return live(id).map(entity -> {
            refreshTokens.retire(id);
            return withNewSecret(entity);
        });
    }

    private OpenedSession withNewSecret(SessionEntity entity) {
        String secret = switch (entity.kind) {
            case BROWSER -> {
                String random = randomness.secret();
                sessions.setSecretHash(entity.id, Digests.sha256(random));
                yield entity.id + "." + random;
            }
            case API, SAME_SITE_API -> refreshTokens.issue(new SessionId(entity.id));
        };
        return new OpenedSession(entity.toSession(), secret);
    }

    /** Returns the realm's live session of that cookie and records its use, or returns empty if there is none. */
    @Transactional
    public Optional<Session> findByCookie(RealmId realm, String cookie) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        byte[] presented = Digests.sha256(cookie.substring(dot + 1));
        return parse(cookie.substring(0, dot))
                .flatMap(this::live)
                .filter(entity -> entity.realmId.equals(realm.value()))
                .filter(entity -> entity.secretHash != null && MessageDigest.isEqual(presented, entity.secretHash))
                .flatMap(this::use);
    }

    /** Returns the live session with that id and records its use, or returns empty if there is none. */
    @Transactional
    public Optional<Session> findById(SessionId id) {
        return live(id).flatMap(this::use);
    }

    /** Returns the live session with that id without recording a use, or empty if there is none. */
    @Transactional(TxType.MANDATORY)
    public Optional<Session> findLive(SessionId id) {
        return live(id).map(SessionEntity::toSession);
    }

    /**
     * Returns the session with that id unless it was revoked or has reached its absolute end, even if it has not been used for
     * too long; records no use.
     */
    @Transactional(TxType.MANDATORY)
    public Optional<Session> findUnrevoked(SessionId id) {
        return unrevoked(id).map(SessionEntity::toSession);
    }

    /** Returns the live session with that id, locked until the transaction ends, or empty if there is none; records a use. */
    @Transactional(TxType.MANDATORY)
    public Optional<Session> findForUpdate(SessionId id) {
        return sessions.findForUpdate(id)
                .filter(entity -> entity.isLive(clock.instant()))
                .flatMap(this::use);
    }

    /**
     * Revokes the account's session with that id and returns true, or returns false if it was revoked or has reached its absolute
     * end. One that has not been used for too long is revoked too, for the refresh tokens of clients that outlive it. Locks the account.
     */
    @Transactional
    public boolean revoke(AdministratorId administrator, SessionId id) {
        administrators.lock(administrator);
        Optional<SessionEntity> found =
                unrevoked(id).filter(entity -> entity.administratorId.equals(administrator.value()));
        found.ifPresent(entity -> {
            sessions.revoke(entity.id, clock.instant());
            revocations.fire(SessionsRevoked.of(administrator));
        });
        return found.isPresent();
    }

    /** Revokes all sessions of the account except the kept one, and returns their number. Locks the account. */
    @Transactional
    public int revokeAll(AdministratorId administrator, Optional<SessionId> kept) {
        administrators.lock(administrator);
        int revoked = sessions.revokeAll(administrator, kept.orElse(NO_SESSION), clock.instant());
        revocations.fire(SessionsRevoked.of(administrator));
        return revoked;
    }

    /**
     * Revokes the role's sessions that have not verified one of these factors themselves, except the kept one, and
     * returns their number.
     */
    @Transactional(TxType.MANDATORY)
    public int revokeUnproven(RealmId realm, Role role, Set<SecondFactor> factors, SessionId kept) {
        int revoked = sessions.revokeUnproven(realm, role, factors, kept, clock.instant());
        revocations.fire(SessionsRevoked.in(realm));
        return revoked;
    }

    /** Returns the number of accounts of which {@link #revokeUnproven} would end a live session. */
    @Transactional
    public long countUnproven(RealmId realm, Role role, Set<SecondFactor> factors, SessionId kept) {
        return listLive(realm)
                .filter(session -> session.role() == role && !session.id().equals(kept))
                .filter(session ->
                        session.secondFactor().filter(factors::contains).isEmpty())
                .map(Session::administrator)
                .distinct()
                .count();
    }

    /** Returns the number of the realm's live sessions. */
    @Transactional
    public long countLive(RealmId realm) {
        return listLive(realm).count();
    }

    private Stream<Session> listLive(RealmId realm) {
        Instant now = clock.instant();
        return sessions.listUnexpired(realm, now).stream()
                .filter(entity -> entity.isLive(now))
                .map(SessionEntity::toSession);
    }

    private Optional<SessionEntity> live(SessionId id) {
        return sessions.find(id).filter(entity -> entity.isLive(clock.instant()));
    }

    private Optional<SessionEntity> unrevoked(SessionId id) {
        Instant now = clock.instant();
        return sessions.find(id).filter(entity -> entity.revokedAt == null && now.isBefore(entity.expiresAt));
    }

    private Optional<Session> use(SessionEntity entity) {
        Instant now = clock.instant();
        boolean recorded = !entity.lastUsedAt.plus(USE_INTERVAL).isBefore(now);
        return recorded || sessions.use(entity, now) ? Optional.of(entity.toSession()) : Optional.empty();
    }

    private static Optional<SessionId> parse(String id) {
        try {
            return Optional.of(new SessionId(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
