package io.gatehouse.openid;

import static io.gatehouse.openid.BrowserFlow.answer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The modules by name of the OpenID Foundation's {@code oidcc-config-certification-test-plan},
 * {@code oidcc-rp-initiated-logout-certification-test-plan} and {@code oidcc-backchannel-rp-initiated-logout-certification-test-plan}.
 */
@GatehouseTest
class LogoutPlansIT {
    private static final String SIGNED_OUT = "https://portal.example/signed-out";

    @Inject
    TestRealms testRealms;

    private final LogoutReceiver receiver = new LogoutReceiver();
    private BrowserFlow flow;
    private JsonPath tokens;

    @BeforeEach
    void signIn() {
        flow = BrowserFlow.of(
                testRealms,
                Map.of(
                        "pkce",
                        "optional",
                        "postLogoutRedirectUris",
                        List.of(SIGNED_OUT),
                        "backchannelLogoutUri",
                        receiver.address()));
        tokens = flow.tokens(flow.signIn(Map.of()));
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private OIDCProviderMetadata metadata() throws ParseException {
        return OIDCProviderMetadata.parse(
                given().get("/realms/" + flow.realm().slug() + "/.well-known/openid-configuration")
                        .asString());
    }

    private Response logOut(Map<String, String> parameters) {
        return flow.visitor()
                .get("/oidc/logout?"
                        + parameters.entrySet().stream()
                                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                                .collect(Collectors.joining("&")));
    }

    private String idToken() {
        return tokens.getString("id_token");
    }

    private boolean isSignedIn() {
        return RelyingParty.parameter(answer(flow.begin(Map.of("prompt", "none"))), "error") == null;
    }

    private void assertRefused(Response response) {
        response.then().statusCode(400).contentType("text/html");
        assertThat(response.header("Location")).isNull();
        assertThat(response.header("Refresh")).isNull();
        assertThat(isSignedIn()).isTrue();
    }

    /** Confirms the question of the page, and checks that the page that answers has that text. */
    private void assertConfirmed(Response question) {
        question.then().statusCode(200).body(containsString("Do you want to sign out?"));
        assertThat(isSignedIn()).isTrue();
        String request = question.asString().replaceAll("(?s).*name=\"request\" value=\"([^\"]*)\".*", "$1");
        Response confirmed = flow.visitor().post("/oidc/logout/confirm", Map.of("request", request));
        assertSignedOut(flow.visitor().get(BrowserFlow.path(confirmed.header("Location"))));
    }

    /** Checks that the response leads to the page that says so. */
    private void assertSignedOut(Response response) {
        assertThat(response.header("Location")).contains("/sign-in?signed-out=");
        flow.visitor()
                .get(BrowserFlow.path(response.header("Location")))
                .then()
                .statusCode(200)
                .body(containsString("signed out"));
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("oidcc-discovery-endpoint-verification")
    void discovery() throws ParseException {
        OIDCProviderMetadata metadata = metadata();
        assertThat(metadata.getIssuer().getValue())
                .isEqualTo(flow.idToken(tokens).getIssuer());
        for (URI endpoint : List.of(
                metadata.getAuthorizationEndpointURI(),
                metadata.getTokenEndpointURI(),
                metadata.getUserInfoEndpointURI(),
                metadata.getJWKSetURI())) {
            assertThat(endpoint.toString())
                    .startsWith(metadata.getIssuer().getValue() + "/")
                    .doesNotContain("#");
        }
        assertThat(metadata.getScopes().contains("openid")).isTrue();
        assertThat(metadata.getResponseTypes()).hasToString("[code]");
        assertThat(metadata.getSubjectTypes()).hasToString("[public]");
        assertThat(metadata.getIDTokenJWSAlgs()).contains(JWSAlgorithm.RS256);
        assertThat(metadata.getClaims()).contains("sub", "iss", "name", "email");
        assertThat(metadata.supportsClaimsParam()).isTrue();
        assertThat(metadata.supportsRequestURIParam()).isFalse();
        given().get(metadata.getJWKSetURI().getPath())
                .then()
                .statusCode(200)
                .body("keys.find { it.alg == 'RS256' }.use", equalTo("sig"));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-discovery-endpoint-verification")
    void discovery_of_logout() throws ParseException {
        assertThat(metadata().getEndSessionEndpointURI().toString()).endsWith("/oidc/logout");
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout")
    void logout() {
        Response response =
                logOut(Map.of("id_token_hint", idToken(), "post_logout_redirect_uri", SIGNED_OUT, "state", "abc"));
        assertThat(response.header("Location")).isEqualTo(SIGNED_OUT + "?state=abc");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-state")
    void no_state() {
        Response response = logOut(Map.of("id_token_hint", idToken(), "post_logout_redirect_uri", SIGNED_OUT));
        assertThat(response.header("Location")).isEqualTo(SIGNED_OUT);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-post-logout-redirect-uri")
    void no_address() {
        assertSignedOut(logOut(Map.of("id_token_hint", idToken(), "state", "abc")));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-params")
    void no_parameters() {
        assertConfirmed(logOut(Map.of()));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-only-state")
    void only_state() {
        assertConfirmed(logOut(Map.of("state", "abc")));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-id-token-hint: an error without client")
    void no_id_token_hint() {
        assertRefused(logOut(Map.of("post_logout_redirect_uri", SIGNED_OUT, "state", "abc")));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri")
    void bad_address() {
        assertRefused(
                logOut(Map.of("id_token_hint", idToken(), "post_logout_redirect_uri", "https://portal.example/other")));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri")
    void query_added_to_address() {
        assertRefused(logOut(Map.of("post_logout_redirect_uri", SIGNED_OUT + "?foo=bar", "id_token_hint", idToken())));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-modified-id-token-hint")
    void modified_id_token_hint() {
        String modified = idToken().substring(0, idToken().lastIndexOf('.') + 1) + "AAAA";
        assertRefused(logOut(Map.of("id_token_hint", modified, "post_logout_redirect_uri", SIGNED_OUT)));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-bad-id-token-hint")
    void id_token_hint_of_another_signer() throws JOSEException {
        JWTClaimsSet claims = flow.idToken(tokens);
        RSAKey key = new RSAKeyGenerator(2048).generate();
        var forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("x").build(), claims);
        forged.sign(new RSASSASigner(key));
        assertRefused(logOut(Map.of("id_token_hint", forged.serialize(), "post_logout_redirect_uri", SIGNED_OUT)));
    }

    @Test
    @DisplayName("oidcc-backchannel-logout-discovery-endpoint-verification")
    void discovery_of_back_channel_logout() throws ParseException {
        assertThat(metadata().supportsBackChannelLogout()).isTrue();
        assertThat(metadata().supportsBackChannelLogoutSession()).isTrue();
        assertThat(flow.idToken(tokens).getClaims()).containsKey("sid");
    }

    @Test
    @DisplayName("oidcc-backchannel-rp-initiated-logout")
    void back_channel_logout() throws java.text.ParseException, ParseException {
        logOut(Map.of("id_token_hint", idToken(), "post_logout_redirect_uri", SIGNED_OUT, "state", "abc"));
        JWTClaimsSet idToken = flow.idToken(tokens);
        String token = receiver.token();
        assertThat(SignedJWT.parse(token).getHeader().getType()).hasToString("logout+jwt");
        JWTClaimsSet claims = flow.client().verified(token, JWSAlgorithm.RS256);
        assertThat(new LogoutTokenClaimsSet(claims).getSessionID().getValue()).isEqualTo(idToken.getStringClaim("sid"));
        assertThat(claims.getIssuer()).isEqualTo(idToken.getIssuer());
        assertThat(claims.getAudience()).isEqualTo(idToken.getAudience());
        assertThat(claims.getSubject()).isEqualTo(idToken.getSubject());
        assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getClaims()).doesNotContainKey("nonce");
        assertThat(isSignedIn()).isFalse();
    }
}
