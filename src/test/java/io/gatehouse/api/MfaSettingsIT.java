package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SessionClient.as;
import static io.gatehouse.testing.SessionClient.signInByMail;
import static io.gatehouse.testing.SettingsClient.put;
import static io.gatehouse.testing.SettingsClient.withSetting;
import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes of the MFA policy by the API, and the channel tests they require. */
@GatehouseTest
class MfaSettingsIT {
    @Inject
    TestRealms testRealms;

    @Test
    void enabling_mfa_requires_a_channel_test_and_applies_to_all_at_once() {
        Realm realm = testRealms.realm();
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator colleague = testRealms.administrator(realm);
        RequestSpecification other = as(realm, colleague);
        RequestSpecification admin = as(realm, systemAdministrator);
        Map<String, Object> settings = withSetting("mfa.enabled", true, withSetting(admin, "mfa.method", "email"));
        put(admin, "\"0\"", settings).then().statusCode(409).body("code", equalTo("channel_not_proven"));

        admin.body(Map.of("channel", "pigeon")).post("/settings/test").then().statusCode(400);
        admin.body(Map.of("channel", "email"))
                .post("/settings/test")
                .then()
                .statusCode(200)
                .body("state", equalTo("code_sent"))
                .body("code.channel", equalTo("email"))
                .body("code.attemptsLeft", equalTo(5));
        admin.get("/settings/test").then().statusCode(200).body("code.channel", equalTo("email"));
        admin.body(Map.of("channel", "email")).post("/settings/test").then().statusCode(429);
        String code = mailedCode(systemAdministrator);
        admin.body(Map.of("code", SignInClient.otherThan(code)))
                .post("/settings/test/verify")
                .then()
                .statusCode(401)
                .body("attemptsLeft", equalTo(4));
        Response proven = admin.body(Map.of("code", code)).post("/settings/test/verify");
        proven.then().statusCode(200).body("state", equalTo("complete"));
        admin.body(Map.of("code", code)).post("/settings/test/verify").then().statusCode(409);

        RequestSpecification raised = api(realm, proven.jsonPath().getString("tokens.accessToken"));
        put(raised, "\"0\"", settings).then().statusCode(200).body("mfa.enabled", equalTo(true));
        raised.get("/settings").then().statusCode(200);
        other.get("/settings").then().statusCode(401);
        for (Administrator administrator : List.of(systemAdministrator, colleague)) {
            int mails = administrator == systemAdministrator ? 2 : 1;
            assertThat(TestMail.latestTo(administrator.email().value(), mails).subject())
                    .startsWith("Multi-factor sign-in was turned on or changed (");
        }
        assertThat(SignInClient.of(realm).start(colleague).getString("state")).isEqualTo("code_sent");
    }

    @Test
    void changing_the_method_requires_each_channel_and_revokes_insufficient_sessions() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL, AuthenticationInterval.WEEK);
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator colleague = testRealms.administrator(realm);
        String others = signInByMail(realm, colleague, Map.of("trustBrowser", true), 1)
                .jsonPath()
                .getString("tokens.accessToken");
        String pending = SignInClient.of(realm).begin(colleague);
        RequestSpecification admin = api(
                realm,
                signInByMail(realm, systemAdministrator, Map.of(), 1).jsonPath().getString("tokens.accessToken"));
        Map<String, Object> settings = withSetting(admin, "mfa.method", "sms");
        put(admin, "\"0\"", settings).then().statusCode(409).body("code", equalTo("channel_not_proven"));
        admin.body(Map.of("channel", "sms")).post("/settings/test").then().statusCode(200);
        String code = codeIn(
                TestSms.latestTo(systemAdministrator.phone().orElseThrow().value()));
        Response proven = admin.body(Map.of("code", code)).post("/settings/test/verify");
        RequestSpecification raised = api(realm, proven.jsonPath().getString("tokens.accessToken"));
        put(raised, "\"0\"", settings).then().statusCode(200);
        api(realm, others).get("/settings").then().statusCode(401);
        SignInClient.of(realm).state(pending).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        raised.get("/settings").then().statusCode(200);
    }
}
