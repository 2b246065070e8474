package io.gatehouse.openid.grant;

import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.grant.GrantEntity.ClientRefreshTokenEntity;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.session.OfflineAccess;
import io.gatehouse.session.Session.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Stores what clients were granted, and rotates their refresh tokens (RFC 9700, section 4.14.2), stored as digests. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Grants implements OfflineAccess {
    /** A second use within this time counts as a race of one client, a later one as use of a stolen token. */
    private static final Duration RACE_WINDOW = Duration.ofSeconds(5);

    private final GrantEntity.Repository grants;
    private final ClientRefreshTokenEntity.Repository tokens;
    private final Randomness randomness;
    private final Clock clock;

    Grants(
            GrantEntity.Repository grants,
            ClientRefreshTokenEntity.Repository tokens,
            Randomness randomness,
            Clock clock) {
        this.grants = grants;
        this.tokens = tokens;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** What a client was granted, for an id that its access tokens begin with. */
    record Grant(UUID id, Authorization authorization) {}

    /** Stores what was granted for the code. */
    Grant open(RealmId realm, String code, Authorization authorization) {
        var entity = new GrantEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = realm.value();
        entity.clientId = authorization.client();
        entity.sessionId = authorization.session().value();
        entity.codeHash = Digests.sha256Base64Url(code);
        entity.authorizationDetails = authorization;
        entity.createdAt = clock.instant();
        grants.add(entity);
        return entity.toGrant();
    }

    /** Returns the grant of that id, or empty if there is none or it has ended. */
    Optional<Grant> find(RealmId realm, UUID id) {
        return grants.findLive(realm, id).map(GrantEntity::toGrant);
    }

    /** Returns the grant of a current refresh token, or empty. */
    Optional<Grant> findByRefreshToken(RealmId realm, String token) {
        String hash = Digests.sha256Base64Url(token);
        return grants.findByRefreshToken(realm, hash)
                .filter(found -> tokens.isCurrent(hash))
                .map(GrantEntity::toGrant);
    }

    /** Returns the grant of a refresh token that was exchanged so long ago that its use now is one of a stolen token, or empty. */
    Optional<Grant> findByStolenToken(RealmId realm, Client client, String token) {
        String hash = Digests.sha256Base64Url(token);
        return grants.findByRefreshToken(realm, hash)
                .filter(found -> found.clientId.equals(client.id()))
                .filter(found -> tokens.wasExchangedBefore(hash, clock.instant().minus(RACE_WINDOW)))
                .map(GrantEntity::toGrant);
    }

    /** Returns the grant of the code, or empty if there is none or it has ended. */
    Optional<Grant> findByCode(RealmId realm, String code) {
        return grants.findByCode(realm, Digests.sha256Base64Url(code)).map(GrantEntity::toGrant);
    }

    @Override
    public Set<SessionId> among(Collection<SessionId> sessions) {
        return grants.listLive(sessions).stream()
                .map(GrantEntity::toGrant)
                .map(Grant::authorization)
                .filter(authorization -> authorization.scopes().contains(OpenIdScope.OFFLINE_ACCESS))
                .map(Authorization::session)
                .collect(Collectors.toSet());
    }

    /** Creates a refresh token of the grant and returns it. */
    String issueRefreshToken(Grant grant) {
        String token = randomness.secret();
        tokens.add(Digests.sha256Base64Url(token), grant.id(), clock.instant());
        return token;
    }

    /** Marks the refresh token as exchanged and returns true; of parallel uses one succeeds. */
    boolean exchange(String token) {
        Instant now = clock.instant();
        return tokens.exchange(Digests.sha256Base64Url(token), now);
    }

    /** Ends the grant with all its tokens, and returns whether it was current. */
    boolean end(Grant grant) {
        return grants.end(grant.id(), clock.instant());
    }
}
