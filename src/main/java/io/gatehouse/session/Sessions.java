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
    private static final UUID NO_SESSION = new UUID(0, 0);

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
        Instant now = clock.instant();
        var entity = new SessionEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = opened.administrator().realm().value();
        entity.administratorId = opened.administrator().id().value();
        entity.role = opened.administrator().role();
        entity.kind = opened.kind();
        entity.authenticatedAt = opened.authenticatedAt();
        entity.secondFactor = opened.secondFactor().orElse(null);
        entity.secondFactorAt = opened.secondFactorAt().orElse(null);
        entity.clientAddress = opened.requester().address();
        entity.userAgent = opened.requester().userAgent();
        entity.createdAt = now;
        entity.lastUsedAt = now;
        entity.idleSeconds = opened.lifetimes().idle().toSeconds();
        entity.expiresAt = now.plus(opened.lifetimes().absolute());
        sessions.persistAndFlush(entity);
        return new OpenedSession(entity.toSession(), freshSecret(entity));
    }

    /**
     * Raises the live session after a fresh proof: its {@code sid} stays, its secrets are new.
     *
     * @param factor the second factor proven; empty if it was the password
     */
    @Transactional(TxType.MANDATORY)
    public Optional<OpenedSession> raise(SessionId id, Optional<SecondFactor> factor) {
        Instant now = clock.instant();
        return live(id.value()).map(entity -> {
            if (factor.isPresent()) {
                entity.secondFactor = factor.get();
                entity.secondFactorAt = now;
            } else {
                entity.authenticatedAt = now;
            }
            entity.lastUsedAt = now;
            return rotate(entity);
        });
    }

    /** New secrets for the live session; what it has proven stays as it is. */
    @Transactional(TxType.MANDATORY)
    public Optional<OpenedSession> rotate(SessionId id) {
        return live(id.value()).map(this::rotate);
    }

    private OpenedSession rotate(SessionEntity entity) {
        refreshTokens.retire(new SessionId(entity.id));
        return new OpenedSession(entity.toSession(), freshSecret(entity));
    }

    private String freshSecret(SessionEntity entity) {
        return switch (entity.kind) {
            case BROWSER -> {
                String random = randomness.secret();
                entity.secretHash = Digests.sha256(random);
                yield entity.id + "." + random;
            }
            case API, SAME_SITE_API -> refreshTokens.issue(new SessionId(entity.id));
        };
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
                .filter(entity -> entity.realmId.equals(realm.value()))
                .filter(entity -> entity.secretHash != null && MessageDigest.isEqual(presented, entity.secretHash))
                .map(this::used);
    }

    /** The live session of that id. */
    @Transactional
    public Optional<Session> byId(SessionId id) {
        return live(id.value()).map(this::used);
    }

    /** The person's live sessions, the last used first. */
    @Transactional
    public List<Session> of(AdministratorId administrator) {
        Instant now = clock.instant();
        return sessions
                .list("administratorId = ?1 and revokedAt is null order by lastUsedAt desc", administrator.value())
                .stream()
                .filter(entity -> entity.isLive(now))
                .map(SessionEntity::toSession)
                .toList();
    }

    /** Ends the person's session of that id; whether there was a live one. */
    @Transactional
    public boolean revoke(AdministratorId administrator, SessionId id) {
        Optional<SessionEntity> found =
                live(id.value()).filter(entity -> entity.administratorId.equals(administrator.value()));
        found.ifPresent(entity -> entity.revokedAt = clock.instant());
        return found.isPresent();
    }

    /** Ends all of the person's sessions, but for the one to keep; how many there were. */
    @Transactional
    public int revokeAll(AdministratorId administrator, Optional<SessionId> kept) {
        return sessions.update(
                "revokedAt = ?1 where administratorId = ?2 and revokedAt is null and id <> ?3",
                clock.instant(),
                administrator.value(),
                kept.map(SessionId::value).orElse(NO_SESSION));
    }

    /**
     * Ends the realm's sessions that have not themselves proven one of these factors, but for the one to keep; how many
     * there were.
     */
    @Transactional(TxType.MANDATORY)
    public int revokeUnproven(RealmId realm, Set<SecondFactor> factors, SessionId kept) {
        return sessions.update(
                "revokedAt = ?1 where realmId = ?2 and revokedAt is null and id <> ?3"
                        + " and (secondFactor is null or secondFactor not in ?4)",
                clock.instant(),
                realm.value(),
                kept.value(),
                factors);
    }

    private Optional<SessionEntity> live(UUID id) {
        return sessions.findByIdOptional(id).filter(entity -> entity.isLive(clock.instant()));
    }

    private Session used(SessionEntity entity) {
        Instant now = clock.instant();
        if (entity.lastUsedAt.plus(USE_GRAIN).isBefore(now)) {
            entity.lastUsedAt = now;
        }
        return entity.toSession();
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
