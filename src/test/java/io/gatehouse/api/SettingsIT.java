package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SessionClient.as;
import static io.gatehouse.testing.SessionClient.tokens;
import static io.gatehouse.testing.SettingsClient.put;
import static io.gatehouse.testing.SettingsClient.withSetting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The settings API. */
@GatehouseTest
class SettingsIT {
    @Inject
    TestRealms testRealms;

    @Test
    void settings_match_the_contract_and_round_trip() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        Response read = admin.get("/settings");
        read.then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("displayName", equalTo(realm.settings().displayName()))
                .body("mfa.enabled", equalTo(false))
                .body("mfa.method", equalTo("sms_or_email"))
                .body("mfa.codeLifetime", equalTo("PT5M"))
                .body("session.absolute", equalTo("PT8H"));
        assertThat(read.jsonPath().getMap("")).containsKey("audience");
        put(admin, read.header("ETag"), read.asString()).then().statusCode(200).header("ETag", "\"0\"");
    }

    @Test
    void a_change_requires_the_current_version() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        Map<String, Object> settings = withSetting(admin, "displayName", "Acme again");
        admin.body(settings).put("/settings").then().statusCode(428).body("code", equalTo("precondition_required"));
        put(admin, "\"0\"", settings).then().statusCode(200).header("ETag", "\"1\"");
        put(admin, "\"0\"", withSetting("displayName", "Too late", settings))
                .then()
                .statusCode(412)
                .header("ETag", "\"1\"")
                .body("code", equalTo("precondition_failed"))
                .body("current.displayName", equalTo("Acme again"));
        put(admin, "W/\"0\"", settings).then().statusCode(412);
        put(admin, "W/\"1\"", settings).then().statusCode(200);
    }

    @Test
    void the_default_daily_limit_depends_on_the_number_of_administrators() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        assertThat(dailyLimit(admin)).isEqualTo(50);
        put(admin, "\"0\"", withSetting(admin, "displayName", "Acme again"))
                .then()
                .statusCode(200);
        for (int i = 0; i < 5; i++) {
            testRealms.guest(realm);
        }
        assertThat(dailyLimit(admin))
                .as("what was read and written back sets none")
                .isEqualTo(60);
        put(admin, "\"1\"", withSetting(admin, "sms.dailyLimit", 7)).then().statusCode(200);
        assertThat(dailyLimit(admin)).isEqualTo(7);
        put(admin, "\"2\"", withSetting(admin, "sms.dailyLimit", null)).then().statusCode(200);
        assertThat(dailyLimit(admin)).isEqualTo(60);
    }

    private static int dailyLimit(RequestSpecification admin) {
        return admin.get("/settings").jsonPath().getInt("sms.dailyLimit");
    }

    @Test
    void of_parallel_changes_one_succeeds() {
        Realm realm = testRealms.realm();
        String token = tokens(realm, testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR))
                .get("accessToken");
        Map<String, Object> settings = withSetting(api(realm, token), "accentColor", "#112233");
        List<Integer> answers = Parallel.each(
                List.of(1, 2, 3, 4, 5, 6, 7, 8),
                number -> put(api(realm, token), "\"0\"", withSetting("displayName", "Acme " + number, settings))
                        .statusCode());
        assertThat(answers).containsOnly(200, 412).containsOnlyOnce(200);
    }

    @Test
    void invalid_values_are_named() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        for (Object[] odd : new Object[][] {
            {"displayName", "Acme\r\nBcc: you@example.com"},
            {"displayName", 7},
            {"mfa.codeLength", "6"},
            {"mfa.codeLifetime", 300},
            {"mfa.codeLifetime", "soon"},
            {"mfa.method", "SMS"},
            {"mfa.enabled", null},
            {"mfa.colour", "red"},
            {"sms.countries", List.of("DE", "XX")},
            {"allowedOrigins", List.of("http://app.example.com")},
            {"surprise", true}
        }) {
            put(admin, "\"0\"", withSetting(admin, (String) odd[0], odd[1]))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid_request"))
                    .body("errors.field", hasItem((String) odd[0]))
                    .body("errors[0].message", notNullValue());
        }
    }

    private RequestSpecification admin(Realm realm) {
        return as(realm, testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
    }
}
