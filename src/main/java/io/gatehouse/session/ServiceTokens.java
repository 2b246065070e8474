package io.gatehouse.session;

import io.gatehouse.admin.Role;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.platform.AddressRange;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Digests;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tokens that automation signs in with: shown once, stored as digests, looked up at every use. */
@ApplicationScoped
public class ServiceTokens {
    /** The shortest time a token may last. */
    public static final Duration SHORTEST = Duration.ofDays(30);
    /** The longest time a token may last. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private final ServiceTokenEntity.Repository tokens;
    private final AuditLog audit;
    private final Randomness randomness;
    private final Clock clock;

    ServiceTokens(ServiceTokenEntity.Repository tokens, AuditLog audit, Randomness randomness, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Returns a new token of the creator's realm; its name says what uses it. */
    @Transactional
    public ServiceToken.Created create(
            Session creator,
            String name,
            Role role,
            Duration lifetime,
            List<AddressRange> ranges,
            Requester requester) {
        Instant now = clock.instant();
        String secret = randomness.secret();
        var entity = new ServiceTokenEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = creator.realm().value();
        entity.name = name;
        entity.role = role;
        entity.tokenHash = Digests.sha256Base64Url(secret);
        entity.addressRanges = ranges.stream().map(AddressRange::value).toList();
        entity.createdBy = creator.administrator().value();
        entity.createdAt = now;
        entity.expiresAt = now.plus(lifetime);
        tokens.persistAndFlush(entity);
        record(creator, AuditEventType.SERVICE_TOKEN_CREATED, entity.id, requester);
        return new ServiceToken.Created(entity.toServiceToken(now), secret);
    }

    /**
     * Returns the token of that secret and records its use, or empty if it is not live, not the realm's or not usable from
     * there.
     */
    @Transactional
    public Optional<ServiceToken> present(RealmId realm, String secret, Requester requester) {
        Instant now = clock.instant();
        return tokens.findByHash(Digests.sha256Base64Url(secret))
                .filter(token -> token.realmId.equals(realm.value()) && token.isLive(now))
                .filter(token -> token.isUsableFrom(requester.address()))
                .filter(token -> tokens.use(token, now))
                .map(token -> token.toServiceToken(now));
    }

    /** Returns the live token of that id, or empty if there is none. */
    @Transactional
    public Optional<ServiceToken> byId(UUID id) {
        Instant now = clock.instant();
        return tokens.find(id).filter(token -> token.isLive(now)).map(token -> token.toServiceToken(now));
    }

    /** Returns the realm's tokens, the newest first. */
    @Transactional
    public List<ServiceToken> of(RealmId realm) {
        Instant now = clock.instant();
        return tokens.listInRealm(realm).stream()
                .map(token -> token.toServiceToken(now))
                .toList();
    }

    /** Deletes the token of that id, or returns false if the actor's realm has none; effective at its next use. */
    @Transactional
    public boolean revoke(Session actor, UUID id, Requester requester) {
        boolean revoked = tokens.delete(actor.realm(), id);
        if (revoked) {
            record(actor, AuditEventType.SERVICE_TOKEN_REVOKED, id, requester);
        }
        return revoked;
    }

    /** Deletes the tokens that the administrator has created, and so has seen the secrets of. */
    @Transactional(TxType.MANDATORY)
    public void revokeCreatedBy(AdministratorId creator) {
        tokens.deleteCreatedBy(creator);
    }

    private void record(Session actor, AuditEventType type, UUID id, Requester requester) {
        audit.record(new AuditEvent(
                type,
                actor.realm(),
                Optional.of(actor.administrator()),
                Optional.empty(),
                requester,
                Map.of("token", id.toString())));
    }
}
