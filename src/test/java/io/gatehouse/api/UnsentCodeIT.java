package io.gatehouse.api;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.admin.Administrator;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.recovery.RecoveryCode;
import io.gatehouse.recovery.RecoveryCodes;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.Town;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever has recovery codes comes in though no code can be sent. */
@GatehouseTest
class UnsentCodeIT {
    @Inject
    Town town;

    @Inject
    RecoveryCodes recoveryCodes;

    @Test
    void a_recovery_code_opens_where_the_realm_has_no_text_message_left() {
        Realm realm = town.realm(settings -> Town.smsADay(settings, 1));
        SignInClient client = SignInClient.of(realm);
        client.begin(town.enrolled(realm));
        Administrator person = town.enrolled(realm);
        RecoveryCode code = recoveryCodes.regenerate(person.id()).get(0);

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
        RecoveryCode code = recoveryCodes.regenerate(person.id()).get(0);
        for (int i = 0; i < 4; i++) {
            client.begin(person);
        }

        String id = chooseChannel(client, person);
        client.code(id, "email").then().statusCode(429).body("code", equalTo("locked"));
        recover(client, id, code);
    }

    private static String chooseChannel(SignInClient client, Administrator person) {
        return client.start(person.email().value(), Town.PASSWORD)
                .then()
                .statusCode(200)
                .body("state", equalTo("choose_channel"))
                .body("code", nullValue())
                .extract()
                .path("signInId");
    }

    private static void recover(SignInClient client, String id, RecoveryCode code) {
        client.post("/verify", Map.of("signInId", id, "recoveryCode", code.shown()))
                .then()
                .statusCode(200)
                .body("state", equalTo("complete"));
    }
}
