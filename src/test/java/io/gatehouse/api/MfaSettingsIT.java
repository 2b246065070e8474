package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SessionClient.as;
import static io.gatehouse.testing.SessionClient.signInByMail;
import static io.gatehouse.testing.SettingsClient.put;
import static io.gatehouse.testing.SettingsClient.wish;
import static io.gatehouse.testing.SignInClient.codeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Role;
import io.gatehouse.realm.AuthenticationInterval;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
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

/** The second factor switched on, rerouted and off over REST, and what has to be proven first. */
@GatehouseTest
class MfaSettingsIT {
    @Inject
    TestRealms town;

    @Inject
    Database database;

    @Test
    void mfa_is_switched_on_by_whoever_has_received_a_code_and_holds_for_everybody_at_once() {
        Realm realm = town.realm();
        Administrator chief = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator colleague = town.administrator(realm);
        RequestSpecification other = as(realm, colleague);
        RequestSpecification boss = as(realm, chief);
        Map<String, Object> wish = wish("mfa.enabled", true, wish(boss, "mfa.method", "email"));
        put(boss, "\"0\"", wish).then().statusCode(409).body("code", equalTo("channel_not_proven"));

        boss.body(Map.of("channel", "email"))
                .post("/settings/test")
                .then()
                .statusCode(200)
                .body("state", equalTo("code_sent"))
                .body("code.channel", equalTo("email"))
                .body("code.attemptsLeft", equalTo(5));
        boss.get("/settings/test").then().statusCode(200).body("code.channel", equalTo("email"));
        boss.body(Map.of("channel", "email")).post("/settings/test").then().statusCode(429);
        String code = codeIn(TestMail.latestTo(chief.email().value()).text());
        boss.body(Map.of("code", SignInClient.otherThan(code)))
                .post("/settings/test/verify")
                .then()
                .statusCode(401)
                .body("attemptsLeft", equalTo(4));
        Response proven = boss.body(Map.of("code", code)).post("/settings/test/verify");
        proven.then().statusCode(200).body("state", equalTo("complete"));
        boss.body(Map.of("code", code)).post("/settings/test/verify").then().statusCode(409);

        RequestSpecification raised = api(realm, proven.jsonPath().getString("tokens.accessToken"));
        put(raised, "\"0\"", wish).then().statusCode(200).body("mfa.enabled", equalTo(true));
        raised.get("/settings").then().statusCode(200);
        other.get("/settings").then().statusCode(401);
        for (Administrator person : List.of(chief, colleague)) {
            int mails = person == chief ? 2 : 1;
            assertThat(TestMail.latestTo(person.email().value(), mails).subject())
                    .isEqualTo("Multi-factor sign-in was turned on or changed");
        }
        assertThat(SignInClient.of(realm).start(colleague).getString("state")).isEqualTo("code_sent");
    }

    @Test
    void another_method_needs_each_of_its_channels_and_ends_what_does_not_suffice() {
        Realm realm = town.realm(MfaMethod.EMAIL, AuthenticationInterval.WEEK);
        Administrator chief = town.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator colleague = town.administrator(realm);
        String others = signInByMail(realm, colleague, Map.of("trustBrowser", true), 1)
                .jsonPath()
                .getString("tokens.accessToken");
        String pending = SignInClient.of(realm).begin(colleague);
        RequestSpecification boss =
                api(realm, signInByMail(realm, chief, Map.of(), 1).jsonPath().getString("tokens.accessToken"));
        Map<String, Object> wish = wish(boss, "mfa.method", "sms");
        put(boss, "\"0\"", wish).then().statusCode(409).body("code", equalTo("channel_not_proven"));
        boss.body(Map.of("channel", "sms")).post("/settings/test").then().statusCode(200);
        String code = codeIn(TestSms.latestTo(chief.phone().orElseThrow().value()));
        Response proven = boss.body(Map.of("code", code)).post("/settings/test/verify");
        RequestSpecification raised = api(realm, proven.jsonPath().getString("tokens.accessToken"));
        put(raised, "\"0\"", wish).then().statusCode(200);
        api(realm, others).get("/settings").then().statusCode(401);
        SignInClient.of(realm).state(pending).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        raised.get("/settings").then().statusCode(200);
    }

    @Test
    void switching_off_needs_no_proof_of_a_channel_and_is_told() {
        Realm realm = town.realm(MfaMethod.EMAIL);
        Administrator chief = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RequestSpecification boss =
                api(realm, signInByMail(realm, chief, Map.of(), 1).jsonPath().getString("tokens.accessToken"));
        put(boss, "\"0\"", wish(boss, "mfa.enabled", false)).then().statusCode(200);
        assertThat(TestMail.latestTo(chief.email().value(), 2).subject())
                .isEqualTo("Multi-factor sign-in was turned off");
        assertThat(SessionClient.tokens(realm, chief)).containsKey("accessToken");
    }

    @Test
    void whoever_comes_after_hundreds_is_told_as_well() {
        Realm realm = town.realm(MfaMethod.EMAIL);
        Administrator chief = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator colleague = town.administrator(realm);
        database.execute("""
                insert into administrator (id, realm_id, email, display_name, role, disabled, created_at, version)
                select gen_random_uuid(), '%s', '0.' || n || '@example.com', 'Number ' || n, 'OBSERVER', true, now(), 0
                from generate_series(1, 450) n""".formatted(realm.id()));
        RequestSpecification boss =
                api(realm, signInByMail(realm, chief, Map.of(), 1).jsonPath().getString("tokens.accessToken"));
        put(boss, "\"0\"", wish(boss, "mfa.enabled", false)).then().statusCode(200);
        assertThat(TestMail.latestTo(colleague.email().value()).subject())
                .isEqualTo("Multi-factor sign-in was turned off");
    }

    @Test
    void a_text_message_needs_a_proven_number() {
        Realm realm = town.realm();
        RequestSpecification boss = as(realm, town.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
        boss.body(Map.of("channel", "sms"))
                .post("/settings/test")
                .then()
                .statusCode(403)
                .body("code", equalTo("channel_not_allowed"));
        boss.body(Map.of("channel", "pigeon")).post("/settings/test").then().statusCode(400);
    }
}
