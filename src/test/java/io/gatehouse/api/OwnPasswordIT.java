package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing the own password by the API. */
@GatehouseTest
class OwnPasswordIT {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    private Realm realm;
    private Administrator administrator;
    private Map<String, String> elsewhere;
    private Map<String, String> here;

    @BeforeEach
    void signed_in_twice() {
        realm = testRealms.realm();
        administrator = testRealms.administrator(realm);
        elsewhere = SessionClient.tokens(realm, administrator);
        here = SessionClient.tokens(realm, administrator);
    }

    @Test
    void changing_it_keeps_only_the_current_session_with_new_tokens() {
        Response changed = change(TestRealms.PASSWORD, NEW_PASSWORD);
        changed.then().statusCode(200).body("tokens.accessToken", notNullValue());
        account(realm, elsewhere).get("").then().statusCode(401);
        SessionClient.refresh(realm, elsewhere.get("refreshToken")).then().statusCode(401);
        Map<String, String> renewed = changed.jsonPath().getMap("tokens");
        account(realm, renewed).get("").then().statusCode(200);
        SessionClient.refresh(realm, renewed.get("refreshToken")).then().statusCode(200);
        SignInClient client = SignInClient.of(realm);
        client.start(administrator.email().value(), TestRealms.PASSWORD).then().statusCode(401);
        client.start(administrator.email().value(), NEW_PASSWORD).then().statusCode(200);
        assertThat(TestMail.latestTo(administrator.email().value()).subject())
                .startsWith("Your password was changed (");
    }

    @Test
    void changing_it_requires_the_current_one() {
        change("wrong", NEW_PASSWORD).then().statusCode(401).body("code", equalTo("invalid_credentials"));
        account(realm, elsewhere).get("").then().statusCode(200);
    }

    @Test
    void the_new_one_must_be_strong() {
        change(TestRealms.PASSWORD, "short")
                .then()
                .statusCode(422)
                .body("code", equalTo("password_rejected"))
                .body("errors.code", hasItem("too_short"));
    }

    @Test
    void changing_it_requires_recent_authentication() {
        clock.advance(Duration.ofMinutes(5));
        Map<String, String> late = SessionClient.refresh(realm, here.get("refreshToken"))
                .jsonPath()
                .getMap("tokens");
        account(realm, late)
                .body(Map.of("currentPassword", TestRealms.PASSWORD, "newPassword", NEW_PASSWORD))
                .put("/password")
                .then()
                .statusCode(401)
                .body("code", equalTo("step_up_required"));
    }

    private Response change(String current, String newPassword) {
        return account(realm, here)
                .body(Map.of("currentPassword", current, "newPassword", newPassword))
                .put("/password");
    }

    private static RequestSpecification account(Realm realm, Map<String, String> tokens) {
        return SessionClient.account(realm, tokens.get("accessToken"));
    }
}
