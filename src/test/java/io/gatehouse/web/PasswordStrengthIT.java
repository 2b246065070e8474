package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Password strength while typing. */
@GatehouseTest
class PasswordStrengthIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    private Realm realm;

    @BeforeEach
    void prepare() {
        realm = testRealms.realm();
    }

    @Test
    void a_password_is_rated_in_the_readers_language_and_not_stored() {
        judge("same-origin", "password", "en")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("score", equalTo(0))
                .body("text", equalTo("Very weak. Words that fewer people use make it stronger."));
        judge("same-origin", "violet harbour ladder quartz", "de")
                .then()
                .statusCode(200)
                .body("score", equalTo(4))
                .body("text", containsString("Stark."));
    }

    @Test
    void only_same_origin_requests_with_a_password_are_accepted() {
        judge("cross-site", "password", "en").then().statusCode(403);
        judge("same-origin", "x".repeat(1025), "en").then().statusCode(400);
        judge("same-origin", null, "en").then().statusCode(400);
    }

    @Test
    void requests_are_limited_per_client_address() {
        clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 120; i++) {
            judge("same-origin", "a", "en");
        }
        judge("same-origin", "a", "en").then().statusCode(429).header("Retry-After", notNullValue());
        clock.advance(Duration.ofMinutes(1));
        judge("same-origin", "a", "en").then().statusCode(200);
    }

    private Response judge(String site, String password, String language) {
        return given().header("Sec-Fetch-Site", site)
                .header("Accept-Language", language)
                .accept("application/json")
                .contentType("application/json")
                .body(password == null ? Map.of() : Map.of("password", password))
                .post("/realms/" + realm.slug() + "/password-strength");
    }
}
