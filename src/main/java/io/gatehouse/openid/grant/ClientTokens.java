package io.gatehouse.openid.grant;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.grant.Grants.Grant;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.token.RealmJwts;
import io.gatehouse.token.SigningAlgorithm;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Issues the access tokens (RFC 9068) and ID tokens of clients. */
@ApplicationScoped
class ClientTokens {
    static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    static final String CLIENT_ID = "client_id";
    static final String SCOPE = "scope";

    private final RealmJwts jwts;
    private final ProviderUrls urls;
    private final Clock clock;

    ClientTokens(RealmJwts jwts, ProviderUrls urls, Clock clock) {
        this.jwts = jwts;
        this.urls = urls;
        this.clock = clock;
    }

    /** A grant that tokens are issued for, with what it depends on as it is now. */
    record GrantSubject(Realm realm, Client client, Grant grant, Session session, Administrator administrator) {}

    /**
     * Returns an access token, whose id begins with that of its grant; it expires with the session at the latest.
     *
     * @param dpopKey thumbprint of the key that it is bound to; a bearer token if empty
     */
    AccessToken accessToken(GrantSubject subject, Collection<OpenIdScope> scopes, Optional<String> dpopKey) {
        Instant now = clock.instant();
        Duration lifetime = lifetime(subject, now);
        Authorization authorization = subject.grant().authorization();
        var scope = new Scope(scopes.stream().map(OpenIdScope::value).toArray(String[]::new));
        List<String> audience = Stream.concat(
                        Stream.of(urls.userInfo(subject.realm()).toString()),
                        subject.client().metadata().audience().stream())
                .toList();
        var claims = claims(subject, audience, now, now.plus(lifetime))
                .jwtID(subject.grant().id() + "." + UUID.randomUUID())
                .notBeforeTime(Date.from(now))
                .claim(CLIENT_ID, subject.client().clientId())
                .claim(SCOPE, scope.toString())
                .claim("sid", authorization.session().toString());
        if (scopes.contains(OpenIdScope.GROUPS)) {
            claims.claim("groups", List.of(subject.administrator().role().name()));
        }
        dpopKey.map(key -> new JWKThumbprintConfirmation(new Base64URL(key)).toJWTClaim())
                .ifPresent(claim -> claims.claim(claim.getKey(), claim.getValue()));
        String token = jwts.sign(subject.realm().id(), SigningAlgorithm.ES256, ACCESS_TOKEN, claims.build())
                .serialize();
        return dpopKey.isPresent()
                ? new DPoPAccessToken(token, lifetime.toSeconds(), scope)
                : new BearerAccessToken(token, lifetime.toSeconds(), scope);
    }

    /** Returns an ID token beside that access token; it has the request's nonce only for the first time. */
    SignedJWT idToken(GrantSubject subject, AccessToken accessToken, boolean first) {
        Instant now = clock.instant();
        Authorization authorization = subject.grant().authorization();
        SigningAlgorithm algorithm = subject.client().metadata().idTokenAlg();
        var claims = claims(subject, List.of(subject.client().clientId()), now, now.plus(lifetime(subject, now)))
                .claim("sid", authorization.session().toString())
                .claim(
                        "at_hash",
                        AccessTokenHash.compute(accessToken, JWSAlgorithm.parse(algorithm.name()), null)
                                .getValue());
        AdministratorClaims.of(
                        subject.realm(),
                        subject.administrator(),
                        AdministratorClaims.inIdToken(subject.client(), authorization))
                .forEach(claims::claim);
        if (first) {
            authorization.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
        }
        return jwts.sign(subject.realm().id(), algorithm, JOSEObjectType.JWT, claims.build());
    }

    private JWTClaimsSet.Builder claims(GrantSubject subject, List<String> audience, Instant now, Instant end) {
        Authorization authorization = subject.grant().authorization();
        return new JWTClaimsSet.Builder()
                .issuer(urls.issuer(subject.realm()).getValue())
                .subject(subject.administrator().id().toString())
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(end))
                .claim("auth_time", authorization.authTime().getEpochSecond())
                .claim("acr", authorization.acr())
                .claim("amr", authorization.amr());
    }

    private static Duration lifetime(GrantSubject subject, Instant now) {
        Duration rest = Duration.between(now, subject.session().expiresAt());
        Duration configured = subject.realm().settings().session().accessToken();
        return rest.compareTo(configured) < 0 ? rest : configured;
    }
}
