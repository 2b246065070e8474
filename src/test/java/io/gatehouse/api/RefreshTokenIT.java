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
    TestRealms town;

    @Inject
    TestClock clock;

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
        refresh(town.realm(), tokens(realm, person).get("refreshToken")).then().statusCode(401);
        String idle = tokens(realm, person).get("refreshToken");
        clock.advance(Duration.ofMinutes(15));
        refresh(realm, idle).then().statusCode(401);
    }

    @Test
    void may_lie_in_a_cookie_that_scripts_cannot_read() {
        Realm realm = town.realm();
        Administrator person = town.administrator(realm);
        Response answer = SignInClient.of(realm)
                .post(
                        "",
                        Map.of("email", person.email().value(), "password", TestRealms.PASSWORD, "refresh", "cookie"));
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
