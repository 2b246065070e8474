package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first sign-in, which enrols the phone number. */
@GatehouseTest
class EnrollmentIT {
    @Inject
    TestRealms testRealms;

    @Test
    void a_mistyped_number_can_be_corrected_and_is_verified_by_its_code() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String mistyped = testRealms.number().value();
        String right = testRealms.number().value();

        var first = client.start(administrator);
        assertThat(first.getString("state")).isEqualTo("enroll_phone");
        assertThat(first.getString("channels[0].channel")).isEqualTo("email");
        String id = first.getString("signInId");
        assertThat(id).matches("[A-Za-z0-9_-]{43}");

        client.phone(id, "+49 30 123456").then().statusCode(422).body("code", equalTo("phone_not_allowed"));
        client.phone(id, mistyped).then().statusCode(200).body("state", equalTo("code_sent"));
        String wasted = codeIn(TestSms.latestTo(mistyped));
        client.phone(id, right)
                .then()
                .statusCode(200)
                .body("code.channel", equalTo("sms"))
                .body("code.hint", equalTo("+49 ••• ••" + right.substring(right.length() - 2)))
                .body("code.tag", matchesPattern("[A-Z]{3}"))
                .body("code.length", equalTo(6))
                .body("code.attemptsLeft", equalTo(5))
                .body("code.expiresAt", matchesPattern("[0-9T:.-]+Z"));
        String code = codeIn(TestSms.latestTo(right));

        if (!wasted.equals(code)) {
            client.verify(id, wasted).then().statusCode(401).body("code", equalTo("invalid_code"));
        }
        client.verify(id, code.substring(0, 3) + " " + code.substring(3))
                .then()
                .statusCode(200)
                .body("state", equalTo("complete"))
                .body("tokens.accessToken", notNullValue());

        assertThat(client.start(administrator).getString("state"))
                .as("the second sign-in asks for no number")
                .isEqualTo("choose_channel");
    }

    @Test
    void a_number_in_national_notation_is_read_by_a_country_in_small_letters() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        SignInClient client = SignInClient.of(realm);
        String number = testRealms.number().value();
        String id = client.begin(testRealms.administrator(realm));
        client.post("/phone", Map.of("signInId", id, "phone", "0" + number.substring(3), "country", "de"))
                .then()
                .statusCode(200);
        assertThat(codeIn(TestSms.latestTo(number))).isNotEmpty();
    }

    @Test
    void an_unverified_number_is_not_enrolled() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        client.phone(client.begin(administrator), testRealms.number().value())
                .then()
                .statusCode(200);
        assertThat(client.start(administrator).getString("state")).isEqualTo("enroll_phone");
    }

    @Test
    void after_a_code_by_mail_the_number_is_requested_again() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        client.code(id, "email").then().statusCode(200).body("code.channel", equalTo("email"));
        client.verify(
                        id,
                        codeIn(TestMail.latestTo(administrator.email().value()).text()))
                .then()
                .statusCode(200)
                .body("state", equalTo("complete"));
        assertThat(client.start(administrator).getString("state")).isEqualTo("enroll_phone");
    }

    @Test
    void the_sms_method_allows_no_mail() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(testRealms.administrator(realm));
        client.code(id, "email").then().statusCode(403).body("code", equalTo("channel_not_allowed"));
        client.code(id, "sms").then().statusCode(403).body("code", equalTo("channel_not_allowed"));
    }

    @Test
    void the_email_method_enrols_no_number() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        SignInClient client = SignInClient.of(realm);
        var state = client.start(testRealms.administrator(realm));
        assertThat(state.getString("state")).isEqualTo("code_sent");
        client.phone(state.getString("signInId"), testRealms.number().value())
                .then()
                .statusCode(403)
                .body("code", equalTo("channel_not_allowed"));
    }
}
