package io.gatehouse.servicetoken;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Creates, verifies and revokes service tokens: displayed once, stored as digests, looked up at every use. */
@ApplicationScoped
public class ServiceTokens {
    /** The shortest lifetime of a token. */
    public static final Duration MIN_LIFETIME = Duration.ofDays(30);
    /** The longest lifetime of a token. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(365);

    /** The number of characters of a secret that are kept readable; the others have 222 bits. */
    private static final int PREFIX = 6;

    private final ServiceTokenEntity.Repository tokens;
    private final Randomness randomness;
    private final Clock clock;

    ServiceTokens(ServiceTokenEntity.Repository tokens, Randomness randomness, Clock clock) {
        this.tokens = tokens;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Creates a token; its name describes the client. */
    @Transactional(TxType.MANDATORY)
    public ServiceToken.Created create(
            RealmId realm,
            AdministratorId creator,
            String name,
            Role role,
            Duration lifetime,
            List<AddressRange> ranges) {
        Instant now = clock.instant();
        String secret = randomness.secret();
        var entity = new ServiceTokenEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = realm.value();
        entity.name = name;
        entity.prefix = secret.substring(0, PREFIX);
        entity.role = role;
        entity.tokenHash = Digests.sha256Base64Url(secret);
        entity.addressRanges = ranges.stream().map(AddressRange::value).toList();
        entity.createdBy = creator.value();
        entity.createdAt = now;
        entity.expiresAt = now.plus(lifetime);
        tokens.persistAndFlush(entity);
        return new ServiceToken.Created(entity.toServiceToken(now), secret);
    }

    /**
     * Returns the token with that secret and records its use, or returns empty if it is not live, not of the realm or
     * not usable from the requester's address.
     */
    @Transactional
    public Optional<ServiceToken> authenticate(RealmId realm, String secret, Requester requester) {
        Instant now = clock.instant();
        return tokens.findByHash(Digests.sha256Base64Url(secret))
                .filter(token -> token.realmId.equals(realm.value()) && token.isLive(now))
                .filter(token -> token.isUsableFrom(requester.address()))
                .filter(token -> tokens.use(token, now))
                .map(token -> token.toServiceToken(now));
    }

    /** Returns the live token with that id, or empty if there is none. */
    @Transactional
    public Optional<ServiceToken> find(UUID id) {
        Instant now = clock.instant();
        return tokens.find(id).filter(token -> token.isLive(now)).map(token -> token.toServiceToken(now));
    }

    /**
     * Returns the live token with that id, locked against revocation until the transaction ends, or empty if there is
     * none.
     */
    @Transactional(TxType.MANDATORY)
    public Optional<ServiceToken> findForShare(UUID id) {
        Instant now = clock.instant();
        return tokens.findForShare(id).filter(token -> token.isLive(now)).map(token -> token.toServiceToken(now));
    }

    /** Returns the realm's tokens, newest first. */
    @Transactional
    public List<ServiceToken> list(RealmId realm) {
        Instant now = clock.instant();
        return tokens.listInRealm(realm).stream()
                .map(token -> token.toServiceToken(now))
                .toList();
    }

    /**
     * Deletes the token with that id and returns true, or returns false if the realm has none; effective at its next
     * use.
     */
    @Transactional(TxType.MANDATORY)
    public boolean revoke(RealmId realm, UUID id) {
        return tokens.delete(realm, id);
    }

    /**
     * Suspends the tokens that the administrator, whose account must be locked, has created within a week; effective at
     * their next use. Returns their number.
     */
    @Transactional(TxType.MANDATORY)
    public int suspendRecent(AdministratorId creator) {
        Instant now = clock.instant();
        return tokens.suspend(creator, now.minus(Administrator.SUSPECT), now);
    }

    /** Returns who created the token of that id, live or not, or empty if the realm has none. */
    @Transactional
    public Optional<AdministratorId> findCreator(RealmId realm, UUID id) {
        return tokens.find(id)
                .filter(token -> token.realmId.equals(realm.value()))
                .map(token -> new AdministratorId(token.createdBy));
    }

    /** Ends the suspension of the token and returns true, or returns false if the realm has no such suspended token. */
    @Transactional(TxType.MANDATORY)
    public boolean lift(RealmId realm, UUID id) {
        return tokens.lift(realm, id);
    }

    /** Deletes the tokens that the administrator has created, since they know the secrets. */
    @Transactional(TxType.MANDATORY)
    public void revokeCreatedBy(AdministratorId creator) {
        tokens.deleteCreatedBy(creator);
    }
}
