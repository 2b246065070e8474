package io.gatehouse.openid.grant;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.Clients;
import io.gatehouse.openid.grant.ClientTokens.GrantSubject;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import io.gatehouse.token.RealmJwts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Accepts, describes and revokes tokens of clients (RFC 7662, RFC 7009). A token is read with all that it depends on at each request. */
@ApplicationScoped
@Transactional
public class TokenInspection {
    private final RealmJwts jwts;
    private final Grants grants;
    private final GrantSubjects subjects;
    private final Clients clients;
    private final DpopProofs proofs;
    private final ProviderUrls urls;
    private final Clock clock;

    TokenInspection(
            RealmJwts jwts,
            Grants grants,
            GrantSubjects subjects,
            Clients clients,
            DpopProofs proofs,
            ProviderUrls urls,
            Clock clock) {
        this.jwts = jwts;
        this.grants = grants;
        this.subjects = subjects;
        this.clients = clients;
        this.proofs = proofs;
        this.urls = urls;
        this.clock = clock;
    }

    private record Accepted(JWTClaimsSet claims, GrantSubject subject) {
        private Set<OpenIdScope> scopes() {
            return Stream.of(Objects.toString(claims.getClaim(ClientTokens.SCOPE), "")
                            .split(" "))
                    .flatMap(value -> OpenIdScope.parse(value).stream())
                    .filter(subject.client().metadata().scopes()::contains)
                    .collect(Collectors.toSet());
        }
    }

    /**
     * Returns the claims that the access token gives its client access to, or empty if it is not valid, or is bound to a key and the
     * request has no proof of it.
     *
     * @param method the method of the request
     */
    public Optional<Map<String, Object>> userInfo(
            Realm realm, AccessToken token, String method, Optional<SignedJWT> proof) {
        return accept(realm, token.getValue())
                .filter(accepted -> isProven(accepted, token, method, urls.userInfo(realm), proof))
                .map(accepted -> {
                    GrantSubject subject = accepted.subject();
                    Map<String, Object> claims = new LinkedHashMap<>();
                    claims.put("sub", subject.administrator().id().toString());
                    claims.putAll(AdministratorClaims.of(
                            realm,
                            subject.administrator(),
                            AdministratorClaims.inUserInfo(
                                    subject.client(), subject.grant().authorization(), accepted.scopes())));
                    return claims;
                });
    }

    private boolean isProven(
            Accepted accepted, AccessToken token, String method, URI address, Optional<SignedJWT> proof) {
        JWKThumbprintConfirmation key = JWKThumbprintConfirmation.parse(accepted.claims());
        if (key == null) {
            return token.getType().equals(AccessTokenType.BEARER);
        }
        return token instanceof DPoPAccessToken bound
                && proof.filter(jwt -> proofs.isValid(
                                jwt, method, address, accepted.subject().client(), bound, key))
                        .isPresent();
    }

    /** Describes the token to a client: its own, and an access token that is for its audience; all others are inactive. */
    public TokenIntrospectionSuccessResponse introspect(Realm realm, Client caller, String token) {
        return accept(realm, token)
                .filter(accepted -> isFor(caller, accepted))
                .map(accepted -> describe(realm, accepted))
                .or(() -> grants.findByRefreshToken(realm.id(), token)
                        .filter(grant -> grant.authorization().client().equals(caller.id()))
                        .flatMap(grant -> subjects.find(realm, caller, grant))
                        .map(subject -> describe(realm, subject)))
                .orElseGet(() -> new TokenIntrospectionSuccessResponse.Builder(false).build());
    }

    private static boolean isFor(Client caller, Accepted accepted) {
        return accepted.subject().client().id().equals(caller.id())
                || caller.metadata().audience().stream()
                        .anyMatch(accepted.claims().getAudience()::contains);
    }

    private TokenIntrospectionSuccessResponse describe(Realm realm, Accepted accepted) {
        JWTClaimsSet claims = accepted.claims();
        JWKThumbprintConfirmation key = JWKThumbprintConfirmation.parse(claims);
        var response = described(
                        realm,
                        accepted.subject(),
                        Scope.parse(claims.getClaim(ClientTokens.SCOPE).toString()))
                .tokenType(key == null ? AccessTokenType.BEARER : AccessTokenType.DPOP)
                .audience(Audience.create(claims.getAudience()))
                .jwtID(new JWTID(claims.getJWTID()))
                .issueTime(claims.getIssueTime())
                .expirationTime(claims.getExpirationTime());
        return key == null
                ? response.build()
                : response.jwkThumbprintConfirmation(key).build();
    }

    private TokenIntrospectionSuccessResponse describe(Realm realm, GrantSubject subject) {
        var scope = new Scope(subject.grant().authorization().scopes().stream()
                .map(OpenIdScope::value)
                .toArray(String[]::new));
        return described(realm, subject, scope)
                .expirationTime(Date.from(subject.session().expiresAt()))
                .build();
    }

    private TokenIntrospectionSuccessResponse.Builder described(Realm realm, GrantSubject subject, Scope scope) {
        Authorization authorization = subject.grant().authorization();
        return new TokenIntrospectionSuccessResponse.Builder(true)
                .scope(scope)
                .clientID(new ClientID(subject.client().clientId()))
                .subject(new Subject(subject.administrator().id().toString()))
                .issuer(urls.issuer(realm))
                .parameter("sid", authorization.session().toString())
                .parameter("auth_time", authorization.authTime().getEpochSecond())
                .parameter("acr", authorization.acr())
                .parameter("amr", authorization.amr());
    }

    /** Revokes the token with all others of its grant, or does nothing if it is not a current token of the client. */
    public void revoke(Realm realm, Client client, String token) {
        accept(realm, token)
                .map(accepted -> accepted.subject().grant())
                .or(() -> grants.findByRefreshToken(realm.id(), token))
                .filter(grant -> grant.authorization().client().equals(client.id()))
                .ifPresent(grants::end);
    }

    private Optional<Accepted> accept(Realm realm, String token) {
        return parse(token)
                .flatMap(jwt -> jwts.verify(realm.id(), ClientTokens.ACCESS_TOKEN, jwt))
                .filter(claims -> urls.issuer(realm).getValue().equals(claims.getIssuer())
                        && claims.getAudience().contains(urls.userInfo(realm).toString())
                        && claims.getExpirationTime().toInstant().isAfter(clock.instant()))
                .flatMap(claims -> subject(realm, claims).map(subject -> new Accepted(claims, subject)));
    }

    private Optional<GrantSubject> subject(Realm realm, JWTClaimsSet claims) {
        RealmId id = realm.id();
        return grantId(claims)
                .flatMap(grant -> grants.find(id, grant))
                .flatMap(grant -> clients.find(id, grant.authorization().client())
                        .flatMap(client -> subjects.find(realm, client, grant)));
    }

    private static Optional<UUID> grantId(JWTClaimsSet claims) {
        String id = claims.getJWTID();
        int dot = id.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(UUID.fromString(id.substring(0, dot)));
    }

    private static Optional<JWT> parse(String token) {
        try {
            return Optional.of(JWTParser.parse(token));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
