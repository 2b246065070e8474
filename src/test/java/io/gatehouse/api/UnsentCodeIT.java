package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCode;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever has recovery codes or another way comes in though no code can be sent. */
@GatehouseTest
class UnsentCodeIT {
    @Inject
    TestRealms town;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    Clock clock;

    @Test
    void a_recovery_code_opens_where_the_realm_has_no_text_message_left() {
        Realm realm = town.realm(settings -> TestRealms.smsADay(settings, 1));
        SignInClient client = SignInClient.of(realm);
        client.begin(town.enrolled(realm));
        Administrator person = town.enrolled(realm);
        RecoveryCode code = recoveryCodes.regenerate(realm.id(), person.id()).get(0);

        String id = chooseChannel(client, person);
        client.state(id).then().statusCode(200).body("state", equalTo("choose_channel"));
        client.code(id, "sms").then().statusCode(429).body("code", equalTo("throttled"));
        recover(client, id, code);
    }

    @Test
    void a_recovery_code_opens_where_codes_asked_for_lock_the_sending() {
        Realm realm = town.realm(MfaMethod.EMAIL);
        SignInClient client = SignInClient.of(realm);
        Administrator person = town.administrator(realm);
        RecoveryCode code = recoveryCodes.regenerate(realm.id(), person.id()).get(0);
        for (int i = 0; i < 4; i++) {
            client.begin(person);
        }

        String id = chooseChannel(client, person);
        client.code(id, "email").then().statusCode(429).body("code", equalTo("locked"));
        recover(client, id, code);
    }

    @Test
    void the_other_channel_is_open_at_once_after_a_code_that_could_not_be_sent() {
        Realm realm = town.realm(MfaMethod.SMS_OR_EMAIL);
        SignInClient client = SignInClient.of(realm);
        Administrator person = town.enrolled(realm);
        String id = chooseChannel(client, person);

        TestMail.refuse(person.email().value(), 550);
        client.code(id, "email").then().statusCode(200);
        ValidatableResponse failed = await().until(
                        () -> client.state(id).then(),
                        state -> "failed".equals(state.extract().path("code.delivery")));
        Instant resendAt = Instant.parse(failed.extract().path("code.resendAt"));
        assertThat(resendAt).isBefore(clock.instant());

        client.code(id, "sms").then().statusCode(200).body("code.channel", equalTo("sms"));
        client.code(id, "email").then().statusCode(429).body("code", equalTo("resend_too_soon"));
    }

    private static String chooseChannel(SignInClient client, Administrator person) {
        return client.start(person.email().value(), TestRealms.PASSWORD)
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
