package io.gatehouse.openid;

import static io.gatehouse.openid.BrowserFlow.answer;
import static io.gatehouse.openid.RelyingParty.parameter;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The modules of the OpenID Foundation's {@code oidcc-basic-certification-test-plan} about authorization requests, by name;
 * {@link BasicPlanTokensIT} has the others. As there, the client sends no code challenge unless the module says so.
 */
@GatehouseTest
class BasicPlanIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    private BrowserFlow flow;

    @BeforeEach
    void register() {
        flow = BrowserFlow.of(
                testRealms,
                Map.of(
                        "pkce",
                        "optional",
                        "scopes",
                        List.of("openid", "profile", "email", "phone", "groups", "offline_access")));
    }

    private static void assertError(String answer, String code) {
        assertThat(parameter(answer, "error")).isEqualTo(code);
        assertThat(parameter(answer, "state")).isEqualTo("xyz");
        assertThat(parameter(answer, "code")).isNull();
    }

    private long authTime(JsonPath tokens) {
        return (long) flow.idToken(tokens).getClaim("auth_time");
    }

    @Test
    @DisplayName("oidcc-response-type-missing")
    void without_response_type() {
        assertError(answer(flow.begin(Map.of("response_type", ""))), "invalid_request");
    }

    @Test
    @DisplayName("oidcc-ensure-request-without-nonce-succeeds-for-code-flow")
    void without_nonce() {
        JsonPath tokens = flow.tokens(flow.signIn(Map.of("nonce", "")));
        assertThat(flow.idToken(tokens).getClaims()).doesNotContainKey("nonce");
    }

    @ParameterizedTest(name = "oidcc-scope-{0}")
    @CsvSource({
        "profile, openid profile, name preferred_username locale",
        "email, openid email, email email_verified",
        "address, openid address, ''",
        "phone, openid phone, ''",
        "all, openid profile email address phone, name preferred_username locale email email_verified"
    })
    void scopes_give_access_to_claims(String module, String scope, String claims) {
        JsonPath tokens = flow.tokens(flow.signIn(Map.of("scope", scope)));
        Map<String, Object> info = flow.userInfo(tokens).jsonPath().getMap("");
        assertThat(info.remove("sub")).isEqualTo(flow.idToken(tokens).getSubject());
        assertThat(info.keySet()).as(module).isEqualTo(Set.of(claims.isEmpty() ? new String[0] : claims.split(" ")));
    }

    @Test
    @DisplayName("oidcc-ensure-other-scope-order-succeeds, oidcc-alternate-happy-flow")
    void scopes_in_another_order() {
        JsonPath tokens = flow.tokens(flow.signIn(Map.of("scope", "email openid")));
        flow.userInfo(tokens).then().statusCode(200).body("email_verified", equalTo(true));
    }

    @ParameterizedTest(name = "oidcc-display-{0}")
    @ValueSource(strings = {"page", "popup"})
    void displays(String display) {
        flow.tokens(flow.signIn(Map.of("display", display)));
    }

    @Test
    @DisplayName("oidcc-prompt-login")
    void prompt_login() {
        JsonPath first = flow.tokens(flow.signIn(Map.of()));
        clock.advance(Duration.ofSeconds(2));
        JsonPath second = flow.tokens(flow.stepUp(flow.begin(Map.of("prompt", "login"))));
        assertThat(authTime(second)).isGreaterThan(authTime(first));
        assertThat(flow.idToken(second).getSubject())
                .isEqualTo(flow.idToken(first).getSubject());
    }

    @Test
    @DisplayName("oidcc-prompt-none-not-logged-in")
    void prompt_none_without_session() {
        assertError(answer(flow.begin(Map.of("prompt", "none"))), "login_required");
    }

    @Test
    @DisplayName("oidcc-prompt-none-logged-in")
    void prompt_none_with_session() {
        JsonPath first = flow.tokens(flow.signIn(Map.of()));
        JsonPath second = flow.tokens(answer(flow.begin(Map.of("prompt", "none"))));
        assertThat(flow.idToken(second).getSubject())
                .isEqualTo(flow.idToken(first).getSubject());
        assertThat(authTime(second)).isEqualTo(authTime(first));
    }

    @Test
    @DisplayName("oidcc-max-age-1")
    void max_age_that_is_over() {
        JsonPath first = flow.tokens(flow.signIn(Map.of()));
        clock.advance(Duration.ofSeconds(2));
        JsonPath second = flow.tokens(flow.stepUp(flow.begin(Map.of("max_age", "1"))));
        assertThat(authTime(second)).isGreaterThan(authTime(first));
    }

    @Test
    @DisplayName("oidcc-max-age-10000")
    void max_age_that_is_not_over() {
        JsonPath first = flow.tokens(flow.signIn(Map.of()));
        JsonPath second = flow.tokens(answer(flow.begin(Map.of("max_age", "10000"))));
        assertThat(authTime(second)).isEqualTo(authTime(first));
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-unknown-parameter-succeeds")
    void unknown_parameter() {
        flow.tokens(flow.signIn(Map.of("extra", "foobar")));
    }

    @Test
    @DisplayName("oidcc-id-token-hint")
    void id_token_hint() {
        JsonPath first = flow.tokens(flow.signIn(Map.of()));
        JsonPath second =
                flow.tokens(answer(flow.begin(Map.of("prompt", "none", "id_token_hint", first.getString("id_token")))));
        assertThat(flow.idToken(second).getSubject())
                .isEqualTo(flow.idToken(first).getSubject());
    }

    @Test
    @DisplayName("oidcc-login-hint")
    void login_hint() {
        Response begun = flow.begin(Map.of("login_hint", "bob@example.com"));
        flow.visitor()
                .get(BrowserFlow.path(begun.header("Location")))
                .then()
                .statusCode(200)
                .body(containsString("value=\"bob@example.com\""));
        flow.tokens(flow.signIn(begun));
    }

    @Test
    @DisplayName("oidcc-ui-locales")
    void ui_locales() {
        Response begun = flow.begin(Map.of("ui_locales", "se fr"));
        flow.visitor()
                .get(BrowserFlow.path(begun.header("Location")))
                .then()
                .statusCode(200)
                .header("Content-Language", "fr");
        flow.tokens(flow.signIn(begun));
    }

    @Test
    @DisplayName("oidcc-claims-locales")
    void claims_locales() {
        flow.tokens(flow.signIn(Map.of("claims_locales", "se")));
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-acr-values-succeeds")
    void acr_values() {
        JsonPath tokens = flow.tokens(flow.signIn(Map.of("acr_values", "1 2")));
        assertThat(flow.idToken(tokens).getClaims()).containsEntry("acr", "urn:gatehouse:pwd");
    }

    @Test
    @DisplayName("oidcc-ensure-registered-redirect-uri")
    void unregistered_redirect_uri() {
        Response refused = flow.begin(Map.of("redirect_uri", "https://portal.example/callback/other"));
        refused.then().statusCode(400).contentType("text/html");
        assertThat(refused.header("Location")).isNull();
        assertThat(refused.header("Refresh")).isNull();
    }

    @Test
    @DisplayName("oidcc-ensure-post-request-succeeds")
    void post() {
        flow.tokens(flow.signIn(flow.post(Map.of())));
    }

    @Test
    @DisplayName("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported: rejected")
    void request_uri() {
        assertError(
                answer(flow.begin(Map.of("request_uri", "https://portal.example/request"))),
                "request_uri_not_supported");
    }

    @Test
    @DisplayName("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported: rejected")
    void request_object() {
        assertError(answer(flow.begin(Map.of("request", requestObject("openid")))), "request_not_supported");
    }

    @Test
    @DisplayName("oidcc-ensure-request-object-with-redirect-uri: rejected, at the registered address alone")
    void request_object_with_redirect_uri() {
        assertError(
                answer(flow.begin(Map.of("request", requestObject("https://portal.example/other")))),
                "request_not_supported");
    }

    private static String requestObject(String value) {
        return new PlainJWT(new JWTClaimsSet.Builder()
                        .claim(value.startsWith("https") ? "redirect_uri" : "scope", value)
                        .build())
                .serialize();
    }

    @Test
    @DisplayName("oidcc-claims-essential")
    void essential_claim() {
        Response begun =
                flow.post(Map.of("scope", "openid", "claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"));
        flow.userInfo(flow.tokens(flow.signIn(begun)))
                .then()
                .body("name", equalTo(flow.administrator().displayName()));
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-valid-pkce-succeeds")
    void code_challenge() {
        BrowserFlow required = BrowserFlow.of(testRealms, Map.of());
        required.tokens(required.signIn(Map.of()));
        assertThat(parameter(
                        answer(required.begin(Map.of("code_challenge", "", "code_challenge_method", ""))), "error"))
                .isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("oidcc-idtoken-unsigned: rejected")
    void unsigned_id_tokens() {
        SessionClient.as(flow.realm(), flow.administrator())
                .body(Map.of("idTokenAlg", "none"))
                .patch("/clients/" + flow.client().clientId())
                .then()
                .statusCode(400);
        given().get("/realms/" + flow.realm().slug() + "/.well-known/openid-configuration")
                .then()
                .body("id_token_signing_alg_values_supported", equalTo(List.of("RS256", "ES256")));
    }
}
