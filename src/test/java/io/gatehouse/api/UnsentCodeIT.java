package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCode;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.SettingsClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in with a recovery code or by another channel when no code can be sent. */
@GatehouseTest
class UnsentCodeIT {
    @Inject
    TestRealms testRealms;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    TestClock clock;

    @Test
    void a_recovery_code_suffices_over_the_realms_daily_limit() {
        Realm realm = testRealms.realm(settings -> TestRealms.smsADay(settings, 1));
        SignInClient client = SignInClient.of(realm);
        client.begin(testRealms.enrolled(realm));
        Administrator administrator = testRealms.enrolled(realm);
        RecoveryCode code =
                recoveryCodes.regenerate(realm.id(), administrator.id()).get(0);

        String id = chooseChannel(client, administrator);
        client.state(id).then().statusCode(200).body("state", equalTo("choose_channel"));
        client.code(id, "sms").then().statusCode(429).body("code", equalTo("throttled"));
        recover(client, id, code);
    }

    @Test
    void a_system_administrator_steps_up_by_a_recovery_code_and_raises_the_daily_limit() {
        Realm realm = testRealms.realm(settings -> TestRealms.smsADay(settings, 1));
        Administrator administrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        RecoveryCode code =
                recoveryCodes.regenerate(realm.id(), administrator.id()).get(0);
        String refreshToken = SessionClient.signInByText(realm, administrator).get("refreshToken");
        clock.advance(Duration.ofMinutes(6));
        String token = SessionClient.refresh(realm, refreshToken).jsonPath().getString("tokens.accessToken");
        Map<String, Object> raised = SettingsClient.withSetting(SessionClient.api(realm, token), "sms.dailyLimit", 20);
        SettingsClient.put(SessionClient.api(realm, token), "\"0\"", raised)
                .then()
                .statusCode(401)
                .body("code", equalTo("step_up_required"));

        Response begun = SessionClient.account(realm, token).body("{}").post("/step-up");
        begun.then().statusCode(200).body("state", equalTo("choose_channel")).body("code", nullValue());
        Map<String, String> answer =
                Map.of("signInId", begun.jsonPath().getString("signInId"), "recoveryCode", code.formatted());
        Response proven = SessionClient.account(realm, token).body(answer).post("/step-up/verify");
        proven.then().statusCode(200).body("state", equalTo("complete"));

        SettingsClient.put(SessionClient.api(realm, proven.jsonPath().getString("tokens.accessToken")), "\"0\"", raised)
                .then()
                .statusCode(200);
        assertThat(SignInClient.of(realm).start(administrator).getString("state"))
                .isEqualTo("code_sent");
    }

    @Test
    void a_recovery_code_suffices_while_sending_is_locked() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        SignInClient client = SignInClient.of(realm);
        Administrator administrator = testRealms.administrator(realm);
        RecoveryCode code =
                recoveryCodes.regenerate(realm.id(), administrator.id()).get(0);
        for (int i = 0; i < 4; i++) {
            client.begin(administrator);
        }

        String id = chooseChannel(client, administrator);
        client.code(id, "email").then().statusCode(429).body("code", equalTo("locked"));
        recover(client, id, code);
    }

    @Test
    void the_other_channel_is_available_at_once_after_a_failed_send() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        SignInClient client = SignInClient.of(realm);
        Administrator administrator = testRealms.enrolled(realm);
        String id = chooseChannel(client, administrator);

        TestMail.refuse(administrator.email().value(), 550);
        client.code(id, "email").then().statusCode(200);
        ValidatableResponse failed = await().until(
                        () -> client.state(id).then(),
                        state -> "failed".equals(state.extract().path("code.delivery")));
        Instant resendAt = Instant.parse(failed.extract().path("code.resendAt"));
        assertThat(resendAt).isBefore(clock.instant());

        client.code(id, "sms").then().statusCode(200).body("code.channel", equalTo("sms"));
        client.code(id, "email").then().statusCode(429).body("code", equalTo("resend_too_soon"));
    }

    private static String chooseChannel(SignInClient client, Administrator administrator) {
        return client.start(administrator.email().value(), TestRealms.PASSWORD)
                .then()
                .statusCode(200)
                .body("state", equalTo("choose_channel"))
                .body("code", nullValue())
                .extract()
                .path("signInId");
    }

    private static void recover(SignInClient client, String id, RecoveryCode code) {
        client.post("/verify", Map.of("signInId", id, "recoveryCode", code.formatted()))
                .then()
                .statusCode(200)
                .body("state", equalTo("complete"));
    }
}
