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
        var token = new ServiceTokenEntity(
                UUID.randomUUID(), creator.realm(), name, role, ranges, now, now.plus(lifetime), Optional.empty());
        tokens.add(token, Digests.sha256Base64Url(secret), creator.administrator());
        record(creator, AuditEventType.SERVICE_TOKEN_CREATED, token.id(), requester);
        return new ServiceToken.Created(token.toServiceToken(now), secret);
    }

    /** The token of that secret, noted as used, if it is the realm's, alive and used from where it may be. */
    @Transactional
    public Optional<ServiceToken> present(RealmId realm, String secret, Requester requester) {
        Instant now = clock.instant();
        return tokens.find(Digests.sha256Base64Url(secret))
                .filter(token -> token.realm().equals(realm) && token.isLive(now))
                .filter(token -> token.isFromWithin(requester.address()))
                .flatMap(token -> tokens.use(token.id(), now))
                .map(token -> token.toServiceToken(now));
    }

    /** The live token of that id. */
    @Transactional
    public Optional<ServiceToken> byId(UUID id) {
        Instant now = clock.instant();
        return tokens.find(id).filter(token -> token.isLive(now)).map(token -> token.toServiceToken(now));
    }

    /** The realm's tokens, the newest first. */
    @Transactional
    public List<ServiceToken> of(RealmId realm) {
        Instant now = clock.instant();
        return tokens.of(realm).stream().map(token -> token.toServiceToken(now)).toList();
    }

    /** Ends the token of that id and the actor's realm; whether there was one. Effective at its next use. */
    @Transactional
    public boolean revoke(Session actor, UUID id, Requester requester) {
        boolean revoked = tokens.delete(actor.realm(), id);
        if (revoked) {
            record(actor, AuditEventType.SERVICE_TOKEN_REVOKED, id, requester);
        }
        return revoked;
    }

    /** Ends the tokens that person has created, and so has seen the secrets of. */
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
