package io.gatehouse.api.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.testing.GatehouseTest;
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
import org.junit.jupiter.api.Test;

/** Cross-origin requests. */
@GatehouseTest
class CrossOriginIT {
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
