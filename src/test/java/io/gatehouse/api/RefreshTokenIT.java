package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.refresh;
import static io.gatehouse.testing.SessionClient.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refresh tokens: rotation, concurrent use, delivery in body or cookie. */
@GatehouseTest
class RefreshTokenIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Test
    void of_50_parallel_uses_one_succeeds_and_the_session_survives() {
        Realm realm = testRealms.realm();
        String token = tokens(realm, testRealms.administrator(realm)).get("refreshToken");
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
    void reuse_after_the_grace_period_revokes_the_session() {
        Realm realm = testRealms.realm();
        String stolen = tokens(realm, testRealms.administrator(realm)).get("refreshToken");
        String next = refresh(realm, stolen).jsonPath().getString("tokens.refreshToken");
        clock.advance(Duration.ofSeconds(6));
        refresh(realm, stolen).then().statusCode(401).body("code", equalTo("unauthenticated"));
        refresh(realm, next).then().statusCode(401);
    }

    @Test
    void is_rejected_in_another_realm_and_after_the_idle_time() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        refresh(testRealms.realm(), tokens(realm, administrator).get("refreshToken"))
                .then()
                .statusCode(401);
        String idle = tokens(realm, administrator).get("refreshToken");
        clock.advance(Duration.ofMinutes(15));
        refresh(realm, idle).then().statusCode(401);
    }

    @Test
    void can_be_stored_in_an_http_only_cookie() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Response answer = SignInClient.of(realm)
                .post(
                        "",
                        Map.of(
                                "email",
                                administrator.email().value(),
                                "password",
                                TestRealms.PASSWORD,
                                "refresh",
                                "cookie"));
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
