package io.gatehouse.openid;

import static io.gatehouse.openid.BrowserFlow.answer;
import static io.gatehouse.openid.RelyingParty.parameter;
import static io.gatehouse.openid.client.ClientFakes.REDIRECT_URI;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on clients and on the provider (RFC 9700, section 4) over HTTP. */
@GatehouseTest
class AttacksIT {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final String SIGNED_OUT = "https://portal.example/signed-out";

    @Inject
    TestRealms testRealms;

    private BrowserFlow flow;

    @BeforeEach
    void register() {
        flow = BrowserFlow.of(testRealms, Map.of("postLogoutRedirectUris", List.of(SIGNED_OUT)));
    }

    private static void assertGrantRefused(Response response) {
        response.then().statusCode(400).body("error", equalTo("invalid_grant"));
    }

    private Response exchange(String answer, String parameter, String value) {
        Map<String, String> form = new HashMap<>(flow.client().exchangeOf(answer));
        form.put(parameter, value);
        form.values().removeIf(String::isEmpty);
        return flow.client().post("token", form);
    }

    @Test
    void an_injected_code_does_not_fit_the_verifier_of_the_victim() {
        assertGrantRefused(exchange(flow.signIn(Map.of()), "code_verifier", new CodeVerifier().getValue()));
        JsonPath tokens = flow.tokens(answer(flow.begin(Map.of("nonce", "of-the-attacker"))));
        assertThat(flow.idToken(tokens).getClaims()).containsEntry("nonce", "of-the-attacker");
    }

    @Test
    void a_code_is_of_no_use_at_another_address_or_to_another_client() {
        assertGrantRefused(exchange(flow.signIn(Map.of()), "redirect_uri", REDIRECT_URI + "/"));
        String stolen = answer(flow.begin(Map.of()));
        RelyingParty thief = RelyingParty.register(flow.realm(), flow.administrator(), Map.of());
        assertGrantRefused(thief.post("token", flow.client().exchangeOf(stolen)));
        assertGrantRefused(flow.client().exchange(stolen));
    }

    @Test
    void every_answer_names_its_issuer_so_that_providers_are_not_mixed_up() {
        BrowserFlow honest = BrowserFlow.of(testRealms, Map.of());
        String code = flow.signIn(Map.of());
        assertThat(parameter(code, "iss")).endsWith("/realms/" + flow.realm().slug());
        assertThat(parameter(answer(honest.begin(Map.of("prompt", "none"))), "iss"))
                .endsWith("/realms/" + honest.realm().slug());
        Response begun = honest.begin(Map.of("scope", "email"));
        assertThat(parameter(answer(begun), "iss"))
                .endsWith("/realms/" + honest.realm().slug());
        assertGrantRefused(honest.client().post("token", flow.client().exchangeOf(code)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://portal.example/callback/",
                "https://portal.example/callback?x=1",
                "https://portal.example/callback#x",
                "https://portal.example/callback/../other",
                "https://portal.example/callback/%2e%2e/other",
                "https://portal.example:443/callback",
                "https://portal.example.evil.example/callback",
                "https://portal.example@evil.example/callback",
                "https://evil.example\\@portal.example/callback",
                "https://evil.example/?https://portal.example/callback",
                "http://portal.example/callback",
                "HTTPS://portal.example/callback",
                "https://PORTAL.example/callback",
                "//portal.example/callback",
                "https://portal.example/Callback",
                "javascript:alert(1)//https://portal.example/callback",
                "data:text/html,x"
            })
    void no_answer_goes_to_an_address_that_is_not_registered(String address) {
        flow.signIn(Map.of());
        for (Map<String, String> more :
                List.of(Map.of("redirect_uri", address), Map.of("redirect_uri", address, "prompt", "none"))) {
            Response refused = given().redirects()
                    .follow(false)
                    .accept("text/html")
                    .queryParams(flow.client().parameters(more))
                    .get(flow.client().path("authorize"));
            refused.then().statusCode(400).contentType("text/html");
            assertThat(refused.headers().getValue("Location")).isNull();
            assertThat(refused.headers().getValue("Refresh")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                SIGNED_OUT + "/",
                SIGNED_OUT + "?x",
                SIGNED_OUT + "#x",
                "//portal.example/signed-out",
                "https://portal.example@evil.example/signed-out",
                "javascript:alert(1)",
                REDIRECT_URI
            })
    void no_logout_leads_to_an_address_that_is_not_registered(String address) {
        String idToken = flow.tokens(flow.signIn(Map.of())).getString("id_token");
        for (String hint : List.of(idToken, "")) {
            Response refused = given().redirects()
                    .follow(false)
                    .accept("text/html")
                    .queryParam("post_logout_redirect_uri", address)
                    .queryParam(
                            hint.isEmpty() ? "client_id" : "id_token_hint",
                            hint.isEmpty() ? flow.client().clientId() : hint)
                    .get(flow.client().path("logout"));
            refused.then().statusCode(400);
            assertThat(refused.header("Location")).isNull();
        }
        assertThat(parameter(answer(flow.begin(Map.of("prompt", "none"))), "code"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b&code=stolen#x", "%26code%3Dstolen", "\"><script>", "https://evil.example/?a=b", "ä€"})
    void the_state_against_forged_answers_returns_as_it_was_sent(String state) {
        String address = flow.signIn(flow.post(Map.of("state", state)));
        Map<String, List<String>> parameters =
                URLUtils.parseParameters(URI.create(address).getRawQuery());
        assertThat(parameters.get("state")).containsExactly(state);
        assertThat(parameters.get("code")).hasSize(1).doesNotContain("stolen");
        assertThat(parameters).containsOnlyKeys("state", "code", "iss");
    }

    @Test
    void pkce_is_not_downgraded() {
        assertGrantRefused(exchange(flow.signIn(Map.of()), "code_verifier", ""));
        String challenge = flow.client().parameters(Map.of()).get("code_challenge");
        assertGrantRefused(exchange(answer(flow.begin(Map.of())), "code_verifier", challenge));
        for (Map<String, String> weaker : List.of(
                Map.of("code_challenge_method", "plain"),
                Map.of("code_challenge_method", ""),
                Map.of("code_challenge", "", "code_challenge_method", ""))) {
            assertThat(parameter(answer(flow.begin(weaker)), "error")).isEqualTo("invalid_request");
        }
        BrowserFlow without = BrowserFlow.of(testRealms, Map.of("pkce", "optional"));
        Map<String, String> form = new HashMap<>(without.client().exchangeOf(without.signIn(Map.of())));
        form.put("code_verifier", new CodeVerifier().getValue());
        assertGrantRefused(without.client().post("token", form));
    }

    @Test
    void clients_are_not_impersonated() {
        Map<String, String> form = flow.client().exchangeOf(flow.signIn(Map.of()));
        String path = flow.client().path("token");
        Map<String, String> named = Map.of("client_id", flow.client().clientId());
        given().contentType(FORM)
                .formParams(form)
                .formParams(named)
                .post(path)
                .then()
                .statusCode(401);
        given().contentType(FORM)
                .formParams(form)
                .formParams(named)
                .formParam("client_secret", flow.client().secret())
                .post(path)
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        flow.client().as("").formParams(form).post(path).then().statusCode(401);
        RelyingParty other = RelyingParty.register(flow.realm(), flow.administrator(), Map.of());
        other.as(flow.client().secret()).formParams(form).post(path).then().statusCode(401);
        flow.client()
                .as(flow.client().secret())
                .formParams(form)
                .formParam("client_id", other.clientId())
                .post(path)
                .then()
                .statusCode(400);
        flow.client().post("token", form).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "%20", "%0d%0a", "..%2f", "%", "ä"})
    void impossible_names_of_clients_are_refused(String name) {
        for (String endpoint : List.of("token", "par", "revoke", "introspect")) {
            Response refused = given().auth()
                    .preemptive()
                    .basic(name, "x")
                    .contentType(FORM)
                    .formParam("token", "x")
                    .formParam("grant_type", "refresh_token")
                    .formParam("refresh_token", "x")
                    .post(flow.client().path(endpoint));
            assertThat(refused.statusCode()).as(endpoint).isIn(400, 401);
        }
    }

    @Test
    void tokens_are_of_no_use_to_other_clients_realms_and_the_own_api() {
        JsonPath tokens = flow.tokens(flow.signIn(Map.of()));
        String accessToken = tokens.getString("access_token");
        RelyingParty other = RelyingParty.register(flow.realm(), flow.administrator(), Map.of());
        assertGrantRefused(other.refresh(tokens));
        for (String token : List.of(accessToken, tokens.getString("refresh_token"))) {
            other.post("introspect", Map.of("token", token))
                    .then()
                    .statusCode(200)
                    .body("active", equalTo(false));
            other.post("revoke", Map.of("token", token)).then().statusCode(200);
        }
        BrowserFlow elsewhere = BrowserFlow.of(testRealms, Map.of());
        given().auth()
                .oauth2(accessToken)
                .get(elsewhere.client().path("userinfo"))
                .then()
                .statusCode(401);
        SessionClient.account(flow.realm(), accessToken).get().then().statusCode(401);
        String own = SessionClient.tokens(flow.realm(), flow.administrator()).get("accessToken");
        given().auth().oauth2(own).get(flow.client().path("userinfo")).then().statusCode(401);
        given().auth()
                .oauth2(tokens.getString("id_token"))
                .get(flow.client().path("userinfo"))
                .then()
                .statusCode(401);
        flow.userInfo(tokens).then().statusCode(200);
        flow.client().refresh(tokens).then().statusCode(200);
    }

    @Test
    void tokens_without_signature_or_signed_by_the_public_key_as_a_secret_are_refused()
            throws ParseException, JOSEException {
        JsonPath tokens = flow.tokens(flow.signIn(Map.of()));
        SignedJWT accessToken = SignedJWT.parse(tokens.getString("access_token"));
        JWTClaimsSet claims = accessToken.getJWTClaimsSet();
        byte[] publicKey = JWKSet.parse(given().get("/realms/" + flow.realm().slug() + "/.well-known/jwks.json")
                        .asString())
                .getKeyByKeyId(accessToken.getHeader().getKeyID())
                .toECKey()
                .toECPublicKey()
                .getEncoded();
        var confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(accessToken.getHeader().getKeyID())
                        .build(),
                claims);
        confused.sign(new MACSigner(publicKey));
        String stripped =
                accessToken.serialize().substring(0, accessToken.serialize().lastIndexOf('.') + 1);
        for (String forged : List.of(new PlainJWT(claims).serialize(), confused.serialize(), stripped)) {
            given().auth()
                    .oauth2(forged)
                    .get(flow.client().path("userinfo"))
                    .then()
                    .statusCode(401);
            flow.client().post("introspect", Map.of("token", forged)).then().body("active", equalTo(false));
        }
        flow.userInfo(tokens).then().statusCode(200);
    }
}
