package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.admin.Administrator;
import io.gatehouse.realm.AuthenticationInterval;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.Town;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What follows a sign-in: refresh, sessions, trusted browsers and step-up, over REST. */
@GatehouseTest
class SessionIT {
    @Inject
    Town town;

    @Inject
    TestClock clock;

    @Nested
    class A_refresh_token {
        @Test
        void has_one_winner_of_50_parallel_uses_and_the_others_end_nothing() {
            Realm realm = town.realm();
            String token = tokens(realm, town.administrator(realm)).get("refreshToken");
            List<Response> answers = Parallel.times(50, () -> refresh(realm, token));
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                    .hasSize(1);
            String next = answers.stream()
                    .filter(answer -> answer.statusCode() == 200)
                    .findFirst()
                    .orElseThrow()
                    .jsonPath()
                    .getString("tokens.refreshToken");
            refresh(realm, next).then().statusCode(200).body("tokens.accessToken", notNullValue());
        }

        @Test
        void used_again_later_ends_the_session() {
            Realm realm = town.realm();
            String stolen = tokens(realm, town.administrator(realm)).get("refreshToken");
            String next = refresh(realm, stolen).jsonPath().getString("tokens.refreshToken");
            clock.advance(Duration.ofSeconds(6));
            refresh(realm, stolen).then().statusCode(401).body("code", equalTo("unauthenticated"));
            refresh(realm, next).then().statusCode(401);
        }

        @Test
        void opens_nothing_in_another_realm_and_nothing_once_idle() {
            Realm realm = town.realm();
            Administrator person = town.administrator(realm);
            refresh(town.realm(), tokens(realm, person).get("refreshToken"))
                    .then()
                    .statusCode(401);
            String idle = tokens(realm, person).get("refreshToken");
            clock.advance(Duration.ofMinutes(15));
            refresh(realm, idle).then().statusCode(401);
        }

        @Test
        void may_lie_in_a_cookie_that_scripts_cannot_read() {
            Realm realm = town.realm();
            Administrator person = town.administrator(realm);
            Response answer = SignInClient.of(realm)
                    .post("", Map.of("email", person.email().value(), "password", Town.PASSWORD, "refresh", "cookie"));
            answer.then().statusCode(200).body("tokens.refreshToken", nullValue());
            String name = "gatehouse-refresh-" + realm.slug();
            assertThat(answer.getDetailedCookie(name).isHttpOnly()).isTrue();
            assertThat(answer.getDetailedCookie(name).getSameSite()).isEqualTo("Strict");
            Response refreshed = given().cookie(name, answer.getCookie(name))
                    .contentType("application/json")
                    .body("{}")
                    .post("/api/v1/realms/" + realm.slug() + "/token/refresh");
            refreshed.then().statusCode(200).body("tokens.refreshToken", nullValue());
            assertThat(refreshed.getCookie(name)).isNotEqualTo(answer.getCookie(name));
        }
    }

    @Nested
    class Sessions {
        @Test
        void are_listed_and_ended_by_their_owner_at_once() {
            Realm realm = town.realm();
            Administrator person = town.administrator(realm);
            String here = tokens(realm, person).get("accessToken");
            String elsewhere = tokens(realm, person).get("accessToken");
            String id = account(realm, here)
                    .get("/sessions")
                    .then()
                    .statusCode(200)
                    .body("$", hasSize(2))
                    .extract()
                    .jsonPath()
                    .getString("find { !it.current }.id");
            account(realm, here).delete("/sessions/" + id).then().statusCode(204);
            account(realm, elsewhere).get("").then().statusCode(401);
            account(realm, here).get("").then().statusCode(200);
        }

        @Test
        void of_others_cannot_be_ended_here() {
            Realm realm = town.realm();
            String mine = tokens(realm, town.administrator(realm)).get("accessToken");
            String theirs = tokens(realm, town.administrator(realm)).get("accessToken");
            String id = account(realm, theirs).get("/sessions").jsonPath().getString("[0].id");
            account(realm, mine).delete("/sessions/" + id).then().statusCode(404);
            account(realm, theirs).get("").then().statusCode(200);
        }

        @Test
        void all_end_together() {
            Realm realm = town.realm();
            Administrator person = town.administrator(realm);
            String here = tokens(realm, person).get("accessToken");
            String elsewhere = tokens(realm, person).get("accessToken");
            account(realm, here).delete("/sessions").then().statusCode(204);
            account(realm, here).get("").then().statusCode(401);
            account(realm, elsewhere).get("").then().statusCode(401);
        }
    }

    @Nested
    class A_trusted_browser {
        @Test
        void stands_in_for_the_code_and_tells_the_truth_about_it() throws ParseException {
            Realm realm = weekly();
            Administrator person = town.administrator(realm);
            Response trusted = signInByMail(realm, person, Map.of("trustBrowser", true), 1);
            trusted.then().statusCode(200).body("trustedBrowser.until", notNullValue());
            clock.advance(Duration.ofHours(1));
            Response again = startFrom(realm, person, trusted);
            again.then().statusCode(200).body("state", equalTo("complete"));
            JWTClaimsSet claims = claims(again);
            assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
            assertThat(claims.getStringClaim("acr")).isEqualTo("urn:gatehouse:pwd");
            assertThat(claims.getLongClaim("auth_time") - claims.getLongClaim("mfa_time"))
                    .isBetween(3595L, 3700L);
        }

        @Test
        void is_trusted_for_its_person_alone_and_not_beyond_the_interval() {
            Realm realm = weekly();
            Administrator person = town.administrator(realm);
            Response trusted = signInByMail(realm, person, Map.of("trustBrowser", true), 1);
            startFrom(realm, town.administrator(realm), trusted).then().body("state", equalTo("code_sent"));
            clock.advance(Duration.ofDays(7));
            startFrom(realm, person, trusted).then().body("state", equalTo("code_sent"));
        }

        @Test
        void serves_several_people() {
            Realm realm = weekly();
            Administrator first = town.administrator(realm);
            Administrator second = town.administrator(realm);
            Response browser = signInByMail(realm, first, Map.of("trustBrowser", true), 1);
            String cookie = "gatehouse-trust-" + realm.slug();
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(second);
            String code = codeIn(TestMail.latestTo(second.email().value()).text());
            Response both = given().cookie(cookie, browser.getCookie(cookie))
                    .contentType("application/json")
                    .body(Map.of("signInId", id, "code", code, "trustBrowser", true))
                    .post("/api/v1/realms/" + realm.slug() + "/sign-in/verify");
            startFrom(realm, first, both).then().body("state", equalTo("complete"));
            startFrom(realm, second, both).then().body("state", equalTo("complete"));
            startFrom(realm, first, browser).then().body("state", equalTo("code_sent"));
        }

        @Test
        void is_not_offered_where_every_sign_in_asks() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Response answer = signInByMail(realm, town.administrator(realm), Map.of("trustBrowser", true), 1);
            answer.then().statusCode(200).body("trustedBrowser", nullValue());
        }

        @Test
        void is_listed_and_withdrawn() {
            Realm realm = weekly();
            Administrator person = town.administrator(realm);
            Response trusted = signInByMail(realm, person, Map.of("trustBrowser", true), 1);
            String token = trusted.jsonPath().getString("tokens.accessToken");
            String id =
                    account(realm, token).get("/trusted-browsers").jsonPath().getString("[0].id");
            account(realm, token).delete("/trusted-browsers/" + id).then().statusCode(204);
            account(realm, token).get("/trusted-browsers").then().body("$", hasSize(0));
            startFrom(realm, person, trusted).then().body("state", equalTo("code_sent"));
        }

        private Realm weekly() {
            return town.realm(settings -> settings.with(new RealmSettings.Mfa(
                    true,
                    MfaMethod.EMAIL,
                    AuthenticationInterval.WEEK,
                    6,
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1))));
        }
    }

    @Nested
    class Step_up {
        @Test
        void by_code_rotates_the_secrets_and_keeps_the_sid() throws ParseException {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Administrator person = town.administrator(realm);
            Response signedIn = signInByMail(realm, person, Map.of(), 1);
            String before = signedIn.jsonPath().getString("tokens.accessToken");
            clock.advance(Duration.ofMinutes(4));
            Response sent = account(realm, before).body("{}").post("/step-up");
            sent.then().statusCode(200).body("state", equalTo("code_sent"));
            String code = codeIn(TestMail.latestTo(person.email().value(), 2).text());
            Map<String, String> body = Map.of("signInId", sent.jsonPath().getString("signInId"), "code", code);
            SignInClient.of(realm)
                    .post("/verify", body)
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("sign_in_expired"));
            Response raised = account(realm, before).body(body).post("/step-up/verify");
            raised.then().statusCode(200).body("state", equalTo("complete"));
            assertThat(claims(raised).getStringClaim("sid"))
                    .isEqualTo(claims(signedIn).getStringClaim("sid"));
            assertThat(claims(raised).getLongClaim("mfa_time"))
                    .isGreaterThan(claims(signedIn).getLongClaim("mfa_time"));
            refresh(realm, signedIn.jsonPath().getString("tokens.refreshToken"))
                    .then()
                    .statusCode(401);
            refresh(realm, raised.jsonPath().getString("tokens.refreshToken"))
                    .then()
                    .statusCode(200);
        }

        @Test
        void by_password_where_there_is_no_second_factor() {
            Realm realm = town.realm();
            String token = tokens(realm, town.administrator(realm)).get("accessToken");
            account(realm, token).body("{}").post("/step-up").then().statusCode(409);
            account(realm, token)
                    .body(Map.of("password", "wrong"))
                    .post("/step-up")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("invalid_credentials"));
            account(realm, token)
                    .body(Map.of("password", Town.PASSWORD))
                    .post("/step-up")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("complete"));
        }

        @Test
        void of_one_session_is_nothing_to_another() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Administrator person = town.administrator(realm);
            String one = signInByMail(realm, person, Map.of(), 1).jsonPath().getString("tokens.accessToken");
            String other = signInByMail(realm, person, Map.of(), 2).jsonPath().getString("tokens.accessToken");
            String id =
                    account(realm, one).body("{}").post("/step-up").jsonPath().getString("signInId");
            String code = codeIn(TestMail.latestTo(person.email().value(), 3).text());
            account(realm, other)
                    .body(Map.of("signInId", id, "code", code))
                    .post("/step-up/verify")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("sign_in_expired"));
        }
    }

    @Nested
    class Other_origins {
        @Test
        void are_served_if_the_realm_of_the_path_allows_them() {
            String spa = "https://app.example.com";
            RealmSettings plain = RealmSettings.defaults("Acme");
            Realm realm = town.realm(settings -> new RealmSettings(
                    plain.displayName(),
                    plain.locale(),
                    plain.accentColor(),
                    plain.mfa(),
                    plain.password(),
                    plain.session(),
                    plain.sms(),
                    plain.audience(),
                    List.of(spa)));
            preflight(realm, spa)
                    .then()
                    .statusCode(204)
                    .header("Access-Control-Allow-Origin", spa)
                    .header("Access-Control-Allow-Headers", containsString("Authorization"));
            preflight(realm, "https://evil.example")
                    .then()
                    .statusCode(403)
                    .header("Access-Control-Allow-Origin", nullValue());
            preflight(town.realm(), spa).then().statusCode(403);
            given().header("Origin", spa)
                    .contentType("application/json")
                    .body("{}")
                    .post("/api/v1/realms/" + realm.slug() + "/sign-in")
                    .then()
                    .statusCode(400)
                    .header("Access-Control-Allow-Origin", spa)
                    .header("Vary", containsString("Origin"));
        }

        private Response preflight(Realm realm, String origin) {
            return given().header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST")
                    .options("/api/v1/realms/" + realm.slug() + "/sign-in");
        }
    }

    private static Map<String, String> tokens(Realm realm, Administrator person) {
        return SignInClient.of(realm).start(person).getMap("tokens");
    }

    private static Response signInByMail(Realm realm, Administrator person, Map<String, Object> more, int mails) {
        SignInClient client = SignInClient.of(realm);
        Map<String, Object> body = new HashMap<>(more);
        body.put("signInId", client.begin(person));
        body.put("code", codeIn(TestMail.latestTo(person.email().value(), mails).text()));
        return client.post("/verify", body);
    }

    private static Response startFrom(Realm realm, Administrator person, Response browser) {
        String cookie = "gatehouse-trust-" + realm.slug();
        return given().cookie(cookie, browser.getCookie(cookie))
                .contentType("application/json")
                .body(Map.of("email", person.email().value(), "password", Town.PASSWORD))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in");
    }

    private static Response refresh(Realm realm, String token) {
        return given().contentType("application/json")
                .body(Map.of("refreshToken", token))
                .post("/api/v1/realms/" + realm.slug() + "/token/refresh");
    }

    private static RequestSpecification account(Realm realm, String token) {
        return given().basePath("/api/v1/realms/" + realm.slug() + "/account")
                .auth()
                .oauth2(token)
                .contentType("application/json");
    }

    private static JWTClaimsSet claims(Response answer) throws ParseException {
        return SignedJWT.parse(answer.jsonPath().getString("tokens.accessToken"))
                .getJWTClaimsSet();
    }
}
