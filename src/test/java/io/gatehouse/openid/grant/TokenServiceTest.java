package io.gatehouse.openid.grant;

import static io.gatehouse.openid.client.ClientFakes.REDIRECT_URI;
import static io.gatehouse.testing.Fakes.REQUESTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientFakes;
import io.gatehouse.openid.grant.AuthorizationCodes.IssuedCode;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.openid.provider.ProviderFakes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.testing.Fakes;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenServiceTest {
    private final Fakes fakes = new Fakes();
    private final ClientFakes clients = new ClientFakes(fakes);
    private final GrantFakes grants = new GrantFakes(fakes, clients);
    private final Realm realm = fakes.realm("acme");
    private final Administrator administrator = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final Session session = fakes.session(administrator);
    private final Client client = clients.client(realm, "portal", ClientFakes.confidential());
    private final Client other = clients.client(realm, "other", ClientFakes.confidential());
    private final CodeVerifier verifier = new CodeVerifier();
    private Set<OpenIdScope> scopes = EnumSet.of(OpenIdScope.OPENID, OpenIdScope.EMAIL);
    private Optional<String> claims = Optional.empty();
    private Optional<String> boundKey = Optional.empty();

    private String code() {
        return code(client, Optional.of(verifier));
    }

    private String code(Client issuedTo, Optional<CodeVerifier> challenge) {
        var authorization = new Authorization(
                issuedTo.id(),
                administrator.id(),
                session.id(),
                scopes,
                Optional.of("nonce"),
                claims,
                fakes.clock.instant(),
                "urn:gatehouse:mca",
                List.of("pwd", "otp", "mca"),
                boundKey);
        return grants.codes.issue(new IssuedCode(
                realm.id(),
                authorization,
                REDIRECT_URI,
                challenge.map(secret ->
                        CodeChallenge.compute(CodeChallengeMethod.S256, secret).getValue())));
    }

    private TokenResponse exchange(Client by, AuthorizationGrant grant, Scope scope, Optional<SignedJWT> proof) {
        var request = new TokenRequest(null, new ClientID(by.clientId()), grant, scope);
        return grants.tokens.exchange(realm, by, request, proof, REQUESTER);
    }

    private TokenResponse byCode(String code) {
        return byCode(client, code, REDIRECT_URI, verifier);
    }

    private TokenResponse byCode(Client by, String code, String redirectUri, CodeVerifier secret) {
        return exchange(
                by,
                new AuthorizationCodeGrant(new AuthorizationCode(code), URI.create(redirectUri), secret),
                null,
                Optional.empty());
    }

    private TokenResponse refresh(Client by, OIDCTokens tokens) {
        return exchange(by, new RefreshTokenGrant(tokens.getRefreshToken()), null, Optional.empty());
    }

    private static OIDCTokens tokens(TokenResponse response) {
        assertThat(response.indicatesSuccess()).as("tokens").isTrue();
        return ((OIDCTokenResponse) response).getOIDCTokens();
    }

    private static void assertRefused(TokenResponse response, String error) {
        assertThat(response.indicatesSuccess()).as("tokens").isFalse();
        assertThat(response.toErrorResponse().getErrorObject().getCode()).isEqualTo(error);
    }

    private Optional<Map<String, Object>> userInfo(OIDCTokens tokens) {
        return grants.inspection.userInfo(realm, tokens.getAccessToken(), "GET", Optional.empty());
    }

    private boolean isActive(Client caller, String token) {
        return grants.inspection.introspect(realm, caller, token).isActive();
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    @Test
    void a_code_is_exchanged_for_tokens_of_the_administrator() throws ParseException {
        OIDCTokens tokens = tokens(byCode(code()));
        SignedJWT idToken = SignedJWT.parse(tokens.getIDTokenString());
        assertThat(idToken.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(idToken.getJWTClaimsSet().getIssuer()).isEqualTo("https://gatehouse.example/realms/acme");
        assertThat(idToken.getJWTClaimsSet().getAudience()).containsExactly("portal");
        assertThat(idToken.getJWTClaimsSet().getClaims())
                .containsEntry("sub", administrator.id().toString())
                .containsEntry("sid", session.id().toString())
                .containsEntry("nonce", "nonce")
                .containsEntry("acr", "urn:gatehouse:mca")
                .containsEntry("auth_time", fakes.clock.instant().getEpochSecond())
                .containsKeys("at_hash", "exp", "iat", "amr")
                .doesNotContainKeys("email", "name", "groups");
        JWTClaimsSet accessToken = claims(tokens.getAccessToken().getValue());
        assertThat(accessToken.getAudience()).containsExactly("https://gatehouse.example/realms/acme/oidc/userinfo");
        assertThat(accessToken.getClaims())
                .containsEntry("client_id", "portal")
                .doesNotContainKeys("groups", "email", "realm");
        assertThat(userInfo(tokens))
                .hasValueSatisfying(info -> assertThat(info)
                        .containsOnlyKeys("sub", "email", "email_verified")
                        .containsEntry("sub", administrator.id().toString())
                        .containsEntry("email", "ada@example.com"));
        assertThat(fakes.audit.details(AuditEventType.CLIENT_SIGNED_IN)).contains(Map.of("client", "portal"));
    }

    @Test
    void groups_and_individual_claims_are_those_that_the_client_may_request() throws ParseException {
        scopes = EnumSet.of(OpenIdScope.OPENID, OpenIdScope.GROUPS);
        claims = Optional.of("{\"userinfo\": {\"name\": null, \"realm\": null}, \"id_token\": {\"email\": null}}");
        OIDCTokens tokens = tokens(byCode(code()));
        assertThat(claims(tokens.getIDTokenString()).getClaims())
                .containsEntry("groups", List.of("OPERATOR"))
                .containsEntry("email", "ada@example.com");
        assertThat(userInfo(tokens).orElseThrow()).containsOnlyKeys("sub", "name", "groups");
    }

    @Test
    void a_second_use_of_a_code_ends_what_the_first_has_brought() {
        String code = code();
        OIDCTokens tokens = tokens(byCode(code));
        assertRefused(byCode(code), "invalid_grant");
        assertThat(userInfo(tokens)).isEmpty();
        assertRefused(refresh(client, tokens), "invalid_grant");
        assertThat(fakes.audit.details(AuditEventType.CLIENT_TOKEN_REUSED)).isPresent();
    }

    @Test
    void a_code_is_valid_for_a_minute() {
        String late = code();
        fakes.clock.advance(Duration.ofSeconds(59));
        tokens(byCode(late));
        String tooLate = code();
        fakes.clock.advance(Duration.ofSeconds(60));
        assertRefused(byCode(tooLate), "invalid_grant");
    }

    @Test
    void a_code_of_another_client_address_or_verifier_is_refused_and_used_up() {
        String code = code();
        assertRefused(byCode(other, code, REDIRECT_URI, verifier), "invalid_grant");
        assertRefused(byCode(code), "invalid_grant");
        assertRefused(byCode(client, code(), REDIRECT_URI + "/", verifier), "invalid_grant");
        assertRefused(byCode(client, code(), REDIRECT_URI, new CodeVerifier()), "invalid_grant");
        assertRefused(byCode(client, code(), REDIRECT_URI, null), "invalid_grant");
        assertRefused(
                exchange(
                        client,
                        new AuthorizationCodeGrant(new AuthorizationCode(code()), null, verifier),
                        null,
                        Optional.empty()),
                "invalid_grant");
    }

    @Test
    void a_verifier_for_a_code_without_challenge_is_a_downgrade() {
        assertRefused(byCode(client, code(client, Optional.empty()), REDIRECT_URI, verifier), "invalid_grant");
        tokens(byCode(client, code(client, Optional.empty()), REDIRECT_URI, null));
    }

    @Test
    void a_code_ends_with_its_session() {
        String code = code();
        fakes.sessions.sessions.revoke(administrator.id(), session.id());
        assertRefused(byCode(code), "invalid_grant");
    }

    @Test
    void a_refresh_rotates_the_token_and_keeps_time_and_context_of_the_authentication() throws ParseException {
        OIDCTokens first = tokens(byCode(code()));
        long authTime = fakes.clock.instant().getEpochSecond();
        fakes.clock.advance(Duration.ofMinutes(10));
        OIDCTokens second = tokens(refresh(client, first));
        assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
        assertThat(claims(second.getIDTokenString()).getClaims())
                .containsEntry("auth_time", authTime)
                .doesNotContainKey("nonce");
        fakes.clock.advance(Duration.ofMinutes(10));
        tokens(refresh(client, second));
    }

    @Test
    void a_refresh_token_that_was_exchanged_is_refused_and_later_ends_all() {
        OIDCTokens first = tokens(byCode(code()));
        OIDCTokens second = tokens(refresh(client, first));
        assertRefused(refresh(client, first), "invalid_grant");
        assertThat(userInfo(second)).as("a race").isPresent();
        fakes.clock.advance(Duration.ofSeconds(6));
        assertRefused(refresh(client, first), "invalid_grant");
        assertThat(userInfo(second)).isEmpty();
        assertRefused(refresh(client, second), "invalid_grant");
    }

    @Test
    void tokens_of_another_client_are_refused() {
        OIDCTokens tokens = tokens(byCode(code()));
        assertRefused(refresh(other, tokens), "invalid_grant");
        assertThat(isActive(other, tokens.getAccessToken().getValue())).isFalse();
        assertThat(isActive(other, tokens.getRefreshToken().getValue())).isFalse();
        grants.inspection.revoke(realm, other, tokens.getRefreshToken().getValue());
        grants.inspection.revoke(realm, other, tokens.getAccessToken().getValue());
        assertThat(isActive(client, tokens.getAccessToken().getValue())).isTrue();
        assertThat(isActive(client, tokens.getRefreshToken().getValue())).isTrue();
    }

    @Test
    void a_revocation_ends_all_tokens_of_the_sign_in() {
        OIDCTokens tokens = tokens(byCode(code()));
        grants.inspection.revoke(realm, client, tokens.getRefreshToken().getValue());
        assertThat(isActive(client, tokens.getAccessToken().getValue())).isFalse();
        assertRefused(refresh(client, tokens), "invalid_grant");
        OIDCTokens more = tokens(byCode(code()));
        grants.inspection.revoke(realm, client, more.getAccessToken().getValue());
        assertRefused(refresh(client, more), "invalid_grant");
    }

    @Test
    void only_offline_access_outlives_the_idle_time_and_nothing_the_absolute_one() {
        OIDCTokens online = tokens(byCode(code()));
        scopes = EnumSet.of(OpenIdScope.OPENID, OpenIdScope.OFFLINE_ACCESS);
        OIDCTokens offline = tokens(byCode(code()));
        fakes.clock.advance(Duration.ofMinutes(16));
        assertRefused(refresh(client, online), "invalid_grant");
        OIDCTokens later = tokens(refresh(client, offline));
        assertThat(fakes.sessions.sessions.findById(session.id()))
                .as("not revived")
                .isEmpty();
        fakes.clock.advance(Duration.ofHours(8));
        assertRefused(refresh(client, later), "invalid_grant");
    }

    @Test
    void a_refresh_counts_as_use_of_the_session() {
        OIDCTokens tokens = tokens(byCode(code()));
        for (int minutes = 0; minutes < 60; minutes += 10) {
            fakes.clock.advance(Duration.ofMinutes(10));
            tokens = tokens(refresh(client, tokens));
        }
        assertThat(fakes.sessions.sessions.findById(session.id())).isPresent();
    }

    @Test
    void a_revoked_session_and_a_role_that_the_client_does_not_admit_end_tokens() {
        OIDCTokens tokens = tokens(byCode(code()));
        clients.change(
                client,
                ClientFakes.changed(client.metadata())
                        .roles(Set.of(Role.OBSERVER))
                        .build());
        assertThat(userInfo(tokens)).isEmpty();
        clients.change(client, client.metadata());
        assertThat(userInfo(tokens)).isPresent();
        fakes.sessions.sessions.revokeAll(administrator.id(), Optional.empty());
        assertThat(userInfo(tokens)).isEmpty();
        assertRefused(refresh(client, tokens), "invalid_grant");
    }

    @Test
    void scopes_can_be_narrowed_but_not_widened() {
        OIDCTokens tokens = tokens(byCode(code()));
        assertRefused(
                exchange(
                        client,
                        new RefreshTokenGrant(tokens.getRefreshToken()),
                        new Scope("openid", "groups"),
                        Optional.empty()),
                "invalid_scope");
        OIDCTokens narrowed = tokens(exchange(
                client, new RefreshTokenGrant(tokens.getRefreshToken()), new Scope("openid"), Optional.empty()));
        assertThat(userInfo(narrowed).orElseThrow()).containsOnlyKeys("sub");
    }

    @Test
    void forged_tokens_are_refused() throws ParseException, JOSEException {
        OIDCTokens tokens = tokens(byCode(code()));
        JWTClaimsSet accepted = claims(tokens.getAccessToken().getValue());
        for (String forged : List.of(
                new PlainJWT(accepted).serialize(),
                tokens.getIDTokenString(),
                tokens.getAccessToken().getValue() + "x",
                "nonsense")) {
            assertThat(grants.inspection.userInfo(realm, new BearerAccessToken(forged), "GET", Optional.empty()))
                    .as(forged)
                    .isEmpty();
            assertThat(isActive(client, forged)).as(forged).isFalse();
        }
        assertThat(isActive(client, new RefreshToken().getValue())).isFalse();
        fakes.clock.advance(Duration.ofMinutes(5));
        assertThat(userInfo(tokens)).as("expired").isEmpty();
    }

    @Test
    void tokens_bound_to_a_key_need_a_proof_of_it_that_is_used_once() throws JOSEException {
        Client app = clients.client(realm, "app", ClientFakes.publicClient());
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        URI endpoint = ProviderFakes.urls().endpoint(realm, "token");
        var proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
        SignedJWT proof = proofs.createDPoPJWT("POST", endpoint);
        OIDCTokens tokens = tokens(exchange(
                app,
                new AuthorizationCodeGrant(
                        new AuthorizationCode(code(app, Optional.of(verifier))), URI.create(REDIRECT_URI), verifier),
                null,
                Optional.of(proof)));
        assertThat(tokens.getAccessToken()).isInstanceOf(DPoPAccessToken.class);
        assertThat(userInfo(tokens)).as("without a proof").isEmpty();
        assertThat(grants.inspection.userInfo(
                        realm, new BearerAccessToken(tokens.getAccessToken().getValue()), "GET", Optional.empty()))
                .as("as a bearer token")
                .isEmpty();
        SignedJWT forUserInfo =
                proofs.createDPoPJWT("GET", ProviderFakes.urls().userInfo(realm), tokens.getAccessToken());
        assertThat(grants.inspection.userInfo(realm, tokens.getAccessToken(), "POST", Optional.of(forUserInfo)))
                .as("of another method")
                .isEmpty();
        assertThat(grants.inspection.userInfo(realm, tokens.getAccessToken(), "GET", Optional.of(forUserInfo)))
                .isPresent();
        assertThat(grants.inspection.userInfo(realm, tokens.getAccessToken(), "GET", Optional.of(forUserInfo)))
                .as("used before")
                .isEmpty();

        var refresh = new RefreshTokenGrant(tokens.getRefreshToken());
        assertRefused(exchange(app, refresh, null, Optional.empty()), "invalid_dpop_proof");
        assertRefused(exchange(app, refresh, null, Optional.of(proof)), "invalid_dpop_proof");
        var thief = new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
        assertRefused(
                exchange(app, refresh, null, Optional.of(thief.createDPoPJWT("POST", endpoint))), "invalid_dpop_proof");
        tokens(exchange(app, refresh, null, Optional.of(proofs.createDPoPJWT("POST", endpoint))));
    }

    @Test
    void a_code_bound_to_a_key_needs_a_proof_of_it() throws JOSEException {
        boundKey = Optional.of(
                new ECKeyGenerator(Curve.P_256).generate().computeThumbprint().toString());
        assertRefused(byCode(code()), "invalid_grant");
    }
}
