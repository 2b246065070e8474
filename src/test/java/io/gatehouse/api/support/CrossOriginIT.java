package io.gatehouse.api.support;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Cross-origin requests. */
@GatehouseTest
class CrossOriginIT {
    private static final Map<String, String> SAME_ORIGIN = Map.of("Sec-Fetch-Site", "same-origin");

    @Inject
    TestRealms testRealms;

    @Test
    void are_allowed_by_the_realm_in_the_path() {
        String spa = "https://app.example.com";
        Realm realm = allowing(spa);
        preflight(realm, spa)
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", spa)
                .header("Access-Control-Allow-Headers", containsString("Authorization"));
        preflight(realm, "https://evil.example")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
        preflight(testRealms.realm(), spa).then().statusCode(403);
        given().header("Origin", spa)
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/realms/" + realm.slug() + "/sign-in")
                .then()
                .statusCode(400)
                .header("Access-Control-Allow-Origin", spa)
                .header("Vary", containsString("Origin"));
    }

    @Test
    void can_read_that_their_body_is_too_large() {
        String spa = "https://app.example.com";
        given().header("Origin", spa)
                .contentType("application/json")
                .body("\"" + "a".repeat(70_000) + "\"")
                .post("/api/v1/realms/" + allowing(spa).slug() + "/sign-in")
                .then()
                .statusCode(413)
                .header("Access-Control-Allow-Origin", spa);
    }

    @Test
    void read_the_keys_of_every_realm() {
        for (String document : List.of("openid-configuration", "jwks.json")) {
            given().header("Origin", "https://verifier.example")
                    .get("/realms/" + testRealms.realm().slug() + "/.well-known/" + document)
                    .then()
                    .statusCode(200)
                    .header("Access-Control-Allow-Origin", "*");
        }
    }

    @Test
    void use_the_refresh_cookie_only_from_this_origin_and_the_allowed_ones() {
        Realm realm = allowing("https://app.example.com");
        Administrator administrator = testRealms.administrator(realm);
        Response signedIn = signIn(realm, administrator, Map.of("Sec-Fetch-Site", "same-origin"));
        signedIn.then().statusCode(200);
        for (Map<String, String> trusted : List.of(
                Map.<String, String>of(),
                Map.of("Origin", "http://localhost:8081"),
                Map.of("Sec-Fetch-Site", "same-site", "Origin", "https://app.example.com"))) {
            signIn(realm, administrator, trusted).then().statusCode(200);
        }
        String cookie = "gatehouse-refresh-" + realm.slug();
        for (Map<String, String> foreign : List.of(
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"),
                Map.of("Origin", "null"),
                Map.of("Origin", "https://sibling.example.com"))) {
            signIn(realm, administrator, foreign).then().statusCode(403).body("code", equalTo("forbidden"));
            given().headers(foreign)
                    .cookie(cookie, signedIn.getCookie(cookie))
                    .contentType("application/json")
                    .body("{}")
                    .post("/api/v1/realms/" + realm.slug() + "/token/refresh")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void get_no_refresh_cookie_from_any_later_step_but_from_this_origin_and_the_allowed_ones() {
        Realm plain = testRealms.realm();
        assertTrustedOnly(headers -> {
            String token = accessToken(signIn(plain, testRealms.administrator(plain), SAME_ORIGIN));
            return SessionClient.account(plain, token)
                    .headers(headers)
                    .body(Map.of("password", TestRealms.PASSWORD))
                    .post("/step-up");
        });
        assertTrustedOnly(headers -> {
            String token = accessToken(signIn(plain, testRealms.administrator(plain), SAME_ORIGIN));
            return SessionClient.account(plain, token)
                    .headers(headers)
                    .body(Map.of("currentPassword", TestRealms.PASSWORD, "newPassword", "quite another horse battery"))
                    .put("/password");
        });
        assertTrustedOnly(headers -> {
            Administrator administrator = testRealms.administrator(plain, Role.SYSTEM_ADMINISTRATOR);
            String token = accessToken(signIn(plain, administrator, SAME_ORIGIN));
            SessionClient.api(plain, token)
                    .body(Map.of("channel", "email"))
                    .post("/settings/test")
                    .then()
                    .statusCode(200);
            return SessionClient.api(plain, token)
                    .headers(headers)
                    .body(Map.of("code", mailedCode(administrator)))
                    .post("/settings/test/verify");
        });
        Realm secured = testRealms.realm(MfaMethod.EMAIL);
        assertTrustedOnly(headers -> {
            Administrator administrator = testRealms.administrator(secured);
            return verify(secured, administrator, signIn(secured, administrator, SAME_ORIGIN), headers);
        });
    }

    @Test
    void get_no_refresh_cookie_from_a_step_up_by_code_either() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        assertTrustedOnly(headers -> {
            Administrator administrator = testRealms.administrator(realm);
            Response started = signIn(realm, administrator, SAME_ORIGIN);
            String token = accessToken(verify(realm, administrator, started, SAME_ORIGIN));
            String id = SessionClient.account(realm, token)
                    .body("{}")
                    .post("/step-up")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("signInId");
            String code = mailedCode(administrator, 2);
            return SessionClient.account(realm, token)
                    .headers(headers)
                    .body(Map.of("signInId", id, "code", code))
                    .post("/step-up/verify");
        });
    }

    private static void assertTrustedOnly(Function<Map<String, String>, Response> call) {
        Response refused = call.apply(Map.of("Sec-Fetch-Site", "same-site", "Origin", "https://sibling.example.com"));
        refused.then().statusCode(403).body("code", equalTo("forbidden"));
        assertThat(refused.getCookies()).isEmpty();
        Response accepted = call.apply(SAME_ORIGIN);
        accepted.then().statusCode(200);
        assertThat(accepted.getCookies().keySet()).singleElement(STRING).startsWith("gatehouse-refresh-");
    }

    private static Response verify(
            Realm realm, Administrator administrator, Response started, Map<String, String> headers) {
        return given().headers(headers)
                .contentType("application/json")
                .body(Map.of("signInId", started.path("signInId"), "code", mailedCode(administrator)))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in/verify");
    }

    private static String accessToken(Response completed) {
        return completed.then().statusCode(200).extract().path("tokens.accessToken");
    }

    @Test
    void without_a_content_type_are_rejected_as_browsers_send_them_unasked() throws IOException, InterruptedException {
        Realm realm = testRealms.realm();
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:8081/api/v1/realms/" + realm.slug() + "/sign-in"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"email\": \"ada@example.com\", \"password\": \"x\"}"))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("unsupported_media_type", "Content-Type");
    }

    private Realm allowing(String origin) {
        RealmSettings plain = RealmSettings.defaults("Acme");
        return testRealms.realm(settings -> new RealmSettings(
                plain.displayName(),
                plain.locale(),
                plain.accentColor(),
                plain.mfa(),
                plain.password(),
                plain.session(),
                plain.sms(),
                plain.audience(),
                List.of(origin)));
    }

    private static Response signIn(Realm realm, Administrator administrator, Map<String, String> headers) {
        return given().headers(headers)
                .contentType("application/json")
                .body(Map.of(
                        "email", administrator.email().value(), "password", TestRealms.PASSWORD, "refresh", "cookie"))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in");
    }

    private Response preflight(Realm realm, String origin) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .options("/api/v1/realms/" + realm.slug() + "/sign-in");
    }
}
