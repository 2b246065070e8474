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

/** The tokens automation signs in with: shown once, known by their digest, looked up anew at every use. */
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

    /** A fresh token of the creator's realm; its name tells people what uses it. */
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
        tokens.persist(entity);
        record(creator, AuditEventType.SERVICE_TOKEN_CREATED, entity.id, requester);
        return new ServiceToken.Created(entity.toServiceToken(now), secret);
    }

    /** The token of that secret, noted as used, if it is the realm's, alive and used from where it may be. */
    @Transactional
    public Optional<ServiceToken> present(RealmId realm, String secret, Requester requester) {
        Instant now = clock.instant();
        return tokens.find("tokenHash", Digests.sha256Base64Url(secret))
                .singleResultOptional()
                .filter(entity -> entity.realmId.equals(realm.value()) && entity.isLive(now))
                .filter(entity -> isFromWithin(entity, requester))
                .map(entity -> {
                    entity.lastUsedAt = now;
                    return entity.toServiceToken(now);
                });
    }

    /** The live token of that id. */
    @Transactional
    public Optional<ServiceToken> byId(UUID id) {
        Instant now = clock.instant();
        return tokens.findByIdOptional(id)
                .filter(entity -> entity.isLive(now))
                .map(entity -> entity.toServiceToken(now));
    }

    /** The realm's tokens, the newest first. */
    @Transactional
    public List<ServiceToken> of(RealmId realm) {
        Instant now = clock.instant();
        return tokens.list("realmId = ?1 order by createdAt desc", realm.value()).stream()
                .map(entity -> entity.toServiceToken(now))
                .toList();
    }

    /** Ends the token of that id and the actor's realm; whether there was one. Effective at its next use. */
    @Transactional
    public boolean revoke(Session actor, UUID id, Requester requester) {
        boolean revoked =
                tokens.delete("id = ?1 and realmId = ?2", id, actor.realm().value()) == 1;
        if (revoked) {
            record(actor, AuditEventType.SERVICE_TOKEN_REVOKED, id, requester);
        }
        return revoked;
    }

    /** Ends the tokens that person has created, and so has seen the secrets of. */
    @Transactional(TxType.MANDATORY)
    public void revokeCreatedBy(AdministratorId creator) {
        tokens.delete("createdBy", creator.value());
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

    private static boolean isFromWithin(ServiceTokenEntity entity, Requester requester) {
        return entity.addressRanges.isEmpty()
                || entity.addressRanges.stream()
                        .map(AddressRange::new)
                        .anyMatch(range -> range.contains(requester.address()));
    }
}
