package io.gatehouse.openid;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The modules of the OpenID Foundation's {@code oidcc-basic-certification-test-plan} about tokens and claims, by name. */
@GatehouseTest
class BasicPlanTokensIT {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    private BrowserFlow flow;

    @BeforeEach
    void register() {
        flow = BrowserFlow.of(
                testRealms, Map.of("pkce", "optional", "scopes", List.of("openid", "email", "offline_access")));
    }

    private void assertSubject(RequestSpecification request, String method, JsonPath tokens) {
        request.request(method, flow.client().path("userinfo"))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("sub", equalTo(flow.idToken(tokens).getSubject()));
    }

    @Test
    @DisplayName("oidcc-server")
    void code_flow() throws ParseException {
        String answer = flow.signIn(Map.of());
        assertThat(RelyingParty.parameter(answer, "state")).isEqualTo("xyz");
        JsonPath tokens = flow.tokens(answer);
        assertThat(tokens.getString("token_type")).isEqualTo("Bearer");
        assertThat(tokens.getInt("expires_in")).isPositive();
        JWTClaimsSet claims = flow.idToken(tokens);
        assertThat(claims.getIssuer()).isEqualTo(RelyingParty.parameter(answer, "iss"));
        assertThat(claims.getAudience()).containsExactly(flow.client().clientId());
        assertThat(claims.getSubject()).hasSizeLessThanOrEqualTo(255);
        assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-0S6");
        assertThat(claims.getStringClaim("at_hash"))
                .isEqualTo(AccessTokenHash.compute(
                                new BearerAccessToken(tokens.getString("access_token")), JWSAlgorithm.RS256, null)
                        .getValue());
        assertSubject(given().auth().oauth2(tokens.getString("access_token")), "GET", tokens);
    }

    @Test
    @DisplayName("oidcc-idtoken-signature")
    void id_token_signature() throws ParseException {
        String token = flow.tokens(flow.signIn(Map.of())).getString("id_token");
        assertThat(SignedJWT.parse(token).getHeader().getKeyID()).isNotBlank();
        flow.client().verified(token, JWSAlgorithm.RS256);
    }

    @Test
    @DisplayName("oidcc-userinfo-get")
    void user_info_by_get() {
        JsonPath tokens = flow.tokens(flow.signIn(Map.of()));
        assertSubject(given().auth().oauth2(tokens.getString("access_token")), "GET", tokens);
    }

    @Test
    @DisplayName("oidcc-userinfo-post-header")
    void user_info_by_post_with_header() {
        JsonPath tokens = flow.tokens(flow.signIn(Map.of()));
        assertSubject(given().auth().oauth2(tokens.getString("access_token")), "POST", tokens);
    }

    @Test
    @DisplayName("oidcc-userinfo-post-body")
    void user_info_by_post_with_form() {
        JsonPath tokens = flow.tokens(flow.signIn(Map.of()));
        assertSubject(
                given().contentType(FORM).formParam("access_token", tokens.getString("access_token")), "POST", tokens);
    }

    @Test
    @DisplayName("oidcc-codereuse")
    void code_used_twice() {
        String answer = flow.signIn(Map.of());
        flow.tokens(answer);
        flow.client().exchange(answer).then().statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    @DisplayName("oidcc-codereuse-30seconds")
    void code_used_again_after_30_seconds() {
        String answer = flow.signIn(Map.of());
        JsonPath tokens = flow.tokens(answer);
        clock.advance(Duration.ofSeconds(30));
        flow.client().exchange(answer).then().statusCode(400).body("error", equalTo("invalid_grant"));
        flow.userInfo(tokens).then().statusCode(401);
    }

    @Test
    @DisplayName("oidcc-server-client-secret-post")
    void client_secret_post() {
        BrowserFlow posting =
                BrowserFlow.of(testRealms, Map.of("pkce", "optional", "authMethod", "client_secret_post"));
        Map<String, String> form = new HashMap<>(posting.client().exchangeOf(posting.signIn(Map.of())));
        form.put("client_id", posting.client().clientId());
        form.put("client_secret", posting.client().secret());
        given().contentType(FORM)
                .formParams(form)
                .post(posting.client().path("token"))
                .then()
                .statusCode(200)
                .body("token_type", equalTo("Bearer"));
    }

    @Test
    @DisplayName("oidcc-refresh-token")
    void refresh_token() {
        JsonPath first = flow.tokens(flow.signIn(Map.of("scope", "openid offline_access", "prompt", "consent")));
        RelyingParty other = RelyingParty.register(flow.realm(), flow.administrator(), Map.of());
        other.refresh(first).then().statusCode(400).body("error", equalTo("invalid_grant"));
        JsonPath second =
                flow.client().refresh(first).then().statusCode(200).extract().jsonPath();
        assertThat(second.getString("access_token")).isNotEqualTo(first.getString("access_token"));
        JWTClaimsSet before = flow.idToken(first);
        JWTClaimsSet after = flow.idToken(second);
        assertThat(after.getIssuer()).isEqualTo(before.getIssuer());
        assertThat(after.getSubject()).isEqualTo(before.getSubject());
        assertThat(after.getAudience()).isEqualTo(before.getAudience());
        assertThat(after.getClaim("auth_time")).isEqualTo(before.getClaim("auth_time"));
        flow.userInfo(second).then().statusCode(200);
    }
}
