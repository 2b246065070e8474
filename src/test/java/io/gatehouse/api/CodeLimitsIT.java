package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.gatehouse.testing.SignInClient.otherThan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The limits on wrong codes and on sent codes. */
@GatehouseTest
class CodeLimitsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Test
    void a_realm_over_its_daily_limit_sends_no_text_messages() {
        Realm realm = testRealms.realm(settings -> TestRealms.smsADay(settings, 1));
        SignInClient client = SignInClient.of(realm);
        client.begin(testRealms.enrolled(realm));
        client.start(testRealms.enrolled(realm).email().value(), TestRealms.PASSWORD)
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("code", equalTo("throttled"));
    }

    @Test
    void a_replaced_code_is_identified_and_uses_up_an_attempt() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        TestMail.Mail earlier = TestMail.latestTo(administrator.email().value());
        clock.advance(Duration.ofSeconds(61));
        String newest =
                client.code(id, "email").then().statusCode(200).extract().path("code.tag");
        String tag = earlier.subject().replaceFirst(".*, ([A-Z]{3}) .*", "$1");
        client.verify(id, codeIn(earlier.text()))
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_code"))
                .body("attemptsLeft", equalTo(4))
                .body("detail", equalTo("That is the code of message " + tag + ", the newest is " + newest + "."));
    }

    @Nested
    class With_wrong_codes {
        @Test
        void the_sixth_attempt_fails_even_with_the_right_code() {
            Realm realm = testRealms.realm(MfaMethod.EMAIL);
            Administrator administrator = testRealms.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(administrator);
            String code = mailedCode(administrator);
            for (int left = 4; left >= 0; left--) {
                client.verify(id, otherThan(code))
                        .then()
                        .statusCode(401)
                        .body("code", equalTo("invalid_code"))
                        .body("attemptsLeft", equalTo(left));
            }
            client.verify(id, code).then().statusCode(401).body("code", equalTo("code_used_up"));
            clock.advance(Duration.ofSeconds(61));
            client.code(id, "email").then().statusCode(401).body("code", equalTo("code_used_up"));
        }

        @Test
        void ten_in_several_sign_ins_lock_the_account() {
            Realm realm = testRealms.realm(MfaMethod.SMS);
            Administrator administrator = testRealms.enrolled(realm);
            String number = administrator.phone().orElseThrow().value();
            SignInClient client = SignInClient.of(realm);
            for (int flow = 1; flow <= 2; flow++) {
                String id = client.begin(administrator);
                String code = codeIn(TestSms.latestTo(number, flow));
                for (int i = 0; i < 5; i++) {
                    client.verify(id, otherThan(code)).then().statusCode(401);
                }
            }
            client.start(administrator.email().value(), TestRealms.PASSWORD)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("locked"))
                    .body("until", notNullValue());
            clock.advance(Duration.ofMinutes(16));
            String id = client.begin(administrator);
            client.verify(id, codeIn(TestSms.latestTo(number, 3))).then().statusCode(200);
        }

        @Test
        void a_client_without_the_password_cannot_lock_an_account() {
            Realm realm = testRealms.realm(MfaMethod.EMAIL);
            Administrator administrator = testRealms.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            for (int i = 0; i < 12; i++) {
                client.verify("A".repeat(43), "123456").then().statusCode(401).body("code", equalTo("sign_in_expired"));
            }
            assertThat(client.start(administrator).getString("state")).isEqualTo("code_sent");
        }
    }

    @Nested
    class Requesting_another_code {
        @Test
        void is_possible_after_a_minute_and_invalidates_the_earlier_code() {
            Realm realm = testRealms.realm(MfaMethod.EMAIL);
            Administrator administrator = testRealms.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(administrator);
            String older = mailedCode(administrator);
            client.code(id, "email")
                    .then()
                    .statusCode(429)
                    .body("code", equalTo("resend_too_soon"))
                    .header("Retry-After", matchesPattern("[1-6]?[0-9]"));
            clock.advance(Duration.ofSeconds(61));
            client.code(id, "email").then().statusCode(200);
            String newer = mailedCode(administrator, 2);
            if (!older.equals(newer)) {
                client.verify(id, older).then().statusCode(401);
            }
            client.verify(id, newer).then().statusCode(200);
        }

        @Test
        void five_unused_codes_lock_sending_but_not_the_current_code() {
            Realm realm = testRealms.realm(MfaMethod.EMAIL);
            Administrator administrator = testRealms.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String id = "";
            for (int i = 0; i < 4; i++) {
                id = client.begin(administrator);
            }
            client.start(administrator.email().value(), TestRealms.PASSWORD)
                    .then()
                    .statusCode(429)
                    .body("code", equalTo("locked"));
            clock.advance(Duration.ofSeconds(61));
            client.code(id, "email").then().statusCode(429).body("code", equalTo("locked"));
            client.verify(id, mailedCode(administrator, 4)).then().statusCode(200);
            assertThat(client.start(administrator).getString("state"))
                    .as("a used code lifts it")
                    .isEqualTo("code_sent");
        }

        @Test
        void an_expired_code_costs_no_attempt_and_can_be_replaced() {
            Realm realm = testRealms.realm(MfaMethod.EMAIL);
            Administrator administrator = testRealms.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(administrator);
            String code = mailedCode(administrator);
            clock.advance(Duration.ofMinutes(5));
            client.verify(id, code).then().statusCode(401).body("code", equalTo("code_expired"));
            client.code(id, "email").then().statusCode(200).body("code.attemptsLeft", equalTo(5));
        }
    }
}
