package io.gatehouse.openid.grant;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import io.gatehouse.openid.grant.AuthorizationCodes.IssuedCode;
import io.gatehouse.openid.grant.ClientTokens.GrantSubject;
import io.gatehouse.openid.grant.DpopProofs.Proven;
import io.gatehouse.openid.grant.GrantSubjects.SignedIn;
import io.gatehouse.openid.grant.Grants.Grant;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Exchanges authorization codes and refresh tokens for tokens (RFC 6749, sections 4.1.3 and 6). */
@ApplicationScoped
public class TokenService {
    private static final String CLIENT = "client";

    private final AuthorizationCodes codes;
    private final Grants grants;
    private final GrantSubjects subjects;
    private final ClientTokens tokens;
    private final DpopProofs proofs;
    private final ProviderUrls urls;
    private final AuditLog audit;
    private final Transactions transactions;

    TokenService(
            AuthorizationCodes codes,
            Grants grants,
            GrantSubjects subjects,
            ClientTokens tokens,
            DpopProofs proofs,
            ProviderUrls urls,
            AuditLog audit,
            Transactions transactions) {
        this.codes = codes;
        this.grants = grants;
        this.subjects = subjects;
        this.tokens = tokens;
        this.proofs = proofs;
        this.urls = urls;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Exchanges the request's code or refresh token.
     *
     * @param client the authenticated client
     * @param proof the request's proof of possession; empty if it has none
     */
    public TokenResponse exchange(
            Realm realm, Client client, TokenRequest request, Optional<SignedJWT> proof, Requester requester) {
        Optional<Proven> proven = proof.flatMap(jwt -> proofs.verify(jwt, client, urls.endpoint(realm, "token")));
        if (proof.isPresent() && proven.isEmpty()) {
            return refused(OAuth2Error.INVALID_DPOP_PROOF);
        }
        if (request.getAuthorizationGrant() instanceof AuthorizationCodeGrant code) {
            return byCode(realm, client, code, proven, requester, Map.of(CLIENT, client.clientId()));
        }
        return request.getAuthorizationGrant() instanceof RefreshTokenGrant refresh
                ? transactions
                        .call(() -> byRefreshToken(
                                realm,
                                client,
                                refresh.getRefreshToken().getValue(),
                                request.getScope(),
                                proven,
                                requester))
                        .get()
                : refused(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
    }

    /** Exchanges the code of a trial of the client; the audit event says so. */
    public TokenResponse exchangeInTrial(Realm realm, Client client, AuthorizationCodeGrant code, Requester requester) {
        return byCode(
                realm,
                client,
                code,
                Optional.empty(),
                requester,
                Map.of(CLIENT, client.clientId(), "trial", Boolean.toString(true)));
    }

    /**
     * Exchanges a code.
     *
     * @param details of the audit event
     */
    private TokenResponse byCode(
            Realm realm,
            Client client,
            AuthorizationCodeGrant request,
            Optional<Proven> proven,
            Requester requester,
            Map<String, String> details) {
        Optional<String> key = proven.map(Proven::key);
        String code = request.getAuthorizationCode().getValue();
        Optional<IssuedCode> issued = codes.find(code);
        if (issued.isEmpty() || !codes.use(code)) {
            // Marked first: an exchange that has not committed yet will see it, and others are found here.
            issued.ifPresent(replayed -> codes.markReplayed(code));
            transactions.run(() -> endReplayed(realm, code, requester));
            return refused(OAuth2Error.INVALID_GRANT);
        }
        Optional<IssuedCode> accepted = issued.filter(found -> found.realm().equals(realm.id()))
                .filter(found -> found.authorization().client().equals(client.id()))
                .filter(found -> request.getRedirectionURI() != null
                        && found.redirectUri()
                                .equals(request.getRedirectionURI().toString()))
                .filter(found -> isVerified(found.challenge(), request.getCodeVerifier()))
                .filter(found -> found.authorization()
                        .dpopKey()
                        .map(bound -> key.equals(Optional.of(bound)))
                        .orElse(true));
        if (accepted.isEmpty()) {
            return refused(OAuth2Error.INVALID_GRANT);
        }
        if (!isFirstUse(proven)) {
            return refused(OAuth2Error.INVALID_DPOP_PROOF);
        }
        Supplier<TokenResponse> response = transactions.call(
                () -> open(realm, client, code, accepted.get().authorization().boundTo(key), requester, details));
        if (codes.isReplayed(code)) {
            transactions.run(() -> endReplayed(realm, code, requester));
            return refused(OAuth2Error.INVALID_GRANT);
        }
        return response.get();
    }

    /** Returns whether there is no proof or it was not used before. Only after the grant is checked: with any key, anyone can make proofs. */
    private boolean isFirstUse(Optional<Proven> proven) {
        return proven.map(proofs::use).orElse(true);
    }

    /** Returns whether the verifier is that of the challenge, or there is neither. */
    private static boolean isVerified(Optional<String> challenge, CodeVerifier verifier) {
        return challenge
                .map(expected -> verifier != null
                        && CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                                .getValue()
                                .equals(expected))
                .orElse(verifier == null);
    }

    private Supplier<TokenResponse> open(
            Realm realm,
            Client client,
            String code,
            Authorization authorization,
            Requester requester,
            Map<String, String> details) {
        Optional<SignedIn> locked = subjects.lock(realm, client, authorization);
        if (locked.isEmpty()) {
            return () -> refused(OAuth2Error.INVALID_GRANT);
        }
        Grant grant = grants.open(realm.id(), code, authorization);
        var subject = new GrantSubject(
                realm, client, grant, locked.get().session(), locked.get().administrator());
        audit.record(AuditEvent.by(
                authorization.administrator(), AuditEventType.CLIENT_SIGNED_IN, realm.id(), requester, details));
        return issue(subject, authorization.scopesOf(client), authorization.dpopKey(), true);
    }

    private void endReplayed(Realm realm, String code, Requester requester) {
        grants.findByCode(realm.id(), code).ifPresent(grant -> endReused(realm, grant, requester));
    }

    private Supplier<TokenResponse> byRefreshToken(
            Realm realm, Client client, String token, Scope requested, Optional<Proven> proven, Requester requester) {
        Optional<String> key = proven.map(Proven::key);
        Optional<Grant> current = grants.findByRefreshToken(realm.id(), token)
                .filter(grant -> grant.authorization().client().equals(client.id()));
        if (current.isEmpty()) {
            grants.findByStolenToken(realm.id(), client, token).ifPresent(grant -> endReused(realm, grant, requester));
            return () -> refused(OAuth2Error.INVALID_GRANT);
        }
        Authorization authorization = current.get().authorization();
        if (!isBound(client, authorization, key) || !isFirstUse(proven)) {
            return () -> refused(OAuth2Error.INVALID_DPOP_PROOF);
        }
        Optional<Set<OpenIdScope>> scopes = narrowed(authorization.scopesOf(client), requested);
        if (scopes.isEmpty()) {
            return () -> refused(OAuth2Error.INVALID_SCOPE);
        }
        return subjects.use(realm, client, current.get())
                .filter(subject -> grants.exchange(token))
                .map(subject -> issue(subject, scopes.get(), key, false))
                .orElseGet(() -> () -> refused(OAuth2Error.INVALID_GRANT));
    }

    /** Returns whether the proof's key may use the refresh token: only a public client's is bound to one (RFC 9449, section 5). */
    private static boolean isBound(Client client, Authorization authorization, Optional<String> key) {
        return client.metadata().type() == ClientType.PUBLIC
                ? authorization.dpopKey().equals(key)
                : authorization.dpopKey().isPresent() == key.isPresent();
    }

    /** Returns the requested scopes, or all if none are requested; empty if others than those granted are. */
    private static Optional<Set<OpenIdScope>> narrowed(Set<OpenIdScope> granted, Scope requested) {
        if (requested == null) {
            return Optional.of(granted);
        }
        Map<String, OpenIdScope> byValue =
                granted.stream().collect(Collectors.toMap(OpenIdScope::value, Function.identity()));
        return byValue.keySet().containsAll(requested.toStringList())
                ? Optional.of(
                        requested.toStringList().stream().map(byValue::get).collect(Collectors.toSet()))
                : Optional.empty();
    }

    /** Creates a refresh token, and returns the response, whose other tokens are signed after the transaction. */
    private Supplier<TokenResponse> issue(
            GrantSubject subject, Collection<OpenIdScope> scopes, Optional<String> key, boolean first) {
        var refreshToken = new RefreshToken(grants.issueRefreshToken(subject.grant()));
        return () -> {
            AccessToken accessToken = tokens.accessToken(subject, scopes, key);
            return new OIDCTokenResponse(
                    new OIDCTokens(tokens.idToken(subject, accessToken, first), accessToken, refreshToken));
        };
    }

    private void endReused(Realm realm, Grant grant, Requester requester) {
        if (grants.end(grant)) {
            audit.record(AuditEvent.about(
                    Optional.of(grant.authorization().administrator()),
                    AuditEventType.CLIENT_TOKEN_REUSED,
                    realm.id(),
                    requester,
                    Map.of("session", grant.authorization().session().toString())));
        }
    }

    private static TokenResponse refused(ErrorObject error) {
        return new TokenErrorResponse(error);
    }
}
