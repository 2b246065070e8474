package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.otherThan;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.admin.Administrator;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestSms;
import io.gatehouse.testing.Town;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The sign-in over REST as its client sees it. */
@GatehouseTest
class SignInIT {
    @Inject
    Town town;

    @Inject
    TestClock clock;

    @Nested
    class Without_a_second_factor {
        @Test
        void the_password_signs_in() {
            Realm realm = town.realm();
            SignInClient client = SignInClient.of(realm);
            client.start(town.administrator(realm).email().value(), Town.PASSWORD)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("complete"))
                    .body("signInId", nullValue())
                    .body("tokens.tokenType", equalTo("Bearer"))
                    .body("tokens.accessToken", notNullValue())
                    .body("tokens.expiresIn", equalTo(300))
                    .body("tokens.refreshToken", matchesPattern("[A-Za-z0-9_-]{43}"))
                    .body("tokens.refreshExpiresIn", equalTo(900));
        }

        @Test
        void a_wrong_password_an_unknown_address_and_look_alikes_get_one_answer() {
            Realm realm = town.realm();
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String lookAlike = person.email().value().replace('e', '\u0435');
            for (String email : new String[] {person.email().value(), "nobody@example.com", lookAlike, "no address"}) {
                client.start(email, "not the password of anybody")
                        .then()
                        .statusCode(401)
                        .contentType("application/problem+json")
                        .body("code", equalTo("invalid_credentials"));
            }
        }

        @Test
        void a_realm_that_does_not_exist_is_not_found_on_every_path() {
            for (String step : new String[] {"", "/phone", "/code", "/verify", "/state", "/cancel"}) {
                given().contentType("application/json")
                        .body("{}")
                        .post("/api/v1/realms/no-such-realm/sign-in" + step)
                        .then()
                        .statusCode(404)
                        .body("code", equalTo("not_found"));
            }
        }
    }

    @Nested
    class At_the_first_sign_in {
        @Test
        void a_mistyped_number_is_corrected_and_proven_by_its_code() {
            Realm realm = town.realm(MfaMethod.SMS_OR_EMAIL);
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String mistyped = town.number().value();
            String right = town.number().value();

            var first = client.start(person);
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

            assertThat(client.start(person).getString("state"))
                    .as("the second sign-in asks for no number")
                    .isEqualTo("choose_channel");
        }

        @Test
        void an_unproven_number_does_not_count() {
            Realm realm = town.realm(MfaMethod.SMS);
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            client.phone(client.begin(person), town.number().value()).then().statusCode(200);
            assertThat(client.start(person).getString("state")).isEqualTo("enroll_phone");
        }

        @Test
        void a_code_by_mail_instead_leaves_the_number_to_be_asked_again() {
            Realm realm = town.realm(MfaMethod.SMS_OR_EMAIL);
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(person);
            client.code(id, "email").then().statusCode(200).body("code.channel", equalTo("email"));
            client.verify(id, codeIn(TestMail.latestTo(person.email().value()).text()))
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("complete"));
            assertThat(client.start(person).getString("state")).isEqualTo("enroll_phone");
        }

        @Test
        void text_messages_alone_allow_no_mail() {
            Realm realm = town.realm(MfaMethod.SMS);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(town.administrator(realm));
            client.code(id, "email").then().statusCode(403).body("code", equalTo("channel_not_allowed"));
            client.code(id, "sms").then().statusCode(403).body("code", equalTo("channel_not_allowed"));
        }

        @Test
        void mail_alone_takes_no_number() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            SignInClient client = SignInClient.of(realm);
            var state = client.start(town.administrator(realm));
            assertThat(state.getString("state")).isEqualTo("code_sent");
            client.phone(state.getString("signInId"), town.number().value())
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("channel_not_allowed"));
        }
    }

    @Nested
    class Once_enrolled {
        @Test
        void the_code_goes_to_the_number_at_once_where_there_is_no_choice() {
            Realm realm = town.realm(MfaMethod.SMS);
            Administrator person = town.enrolled(realm);
            SignInClient client = SignInClient.of(realm);
            var state = client.start(person);
            assertThat(state.getString("state")).isEqualTo("code_sent");
            client.verify(
                            state.getString("signInId"),
                            codeIn(TestSms.latestTo(person.phone().orElseThrow().value())))
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("complete"));
        }

        @Test
        void either_channel_may_be_chosen() {
            Realm realm = town.realm(MfaMethod.SMS_OR_EMAIL);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(town.enrolled(realm));
            client.state(id)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("choose_channel"))
                    .body("channels.channel", contains("sms", "email"))
                    .body("channels", hasSize(2))
                    .body("channels[1].hint", containsString("•••@example.com"));
            client.verify(id, "123456").then().statusCode(409).body("code", equalTo("step_not_allowed"));
        }

        @Test
        void another_number_is_refused() {
            Realm realm = town.realm(MfaMethod.SMS);
            SignInClient client = SignInClient.of(realm);
            client.phone(client.begin(town.enrolled(realm)), town.number().value())
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("step_not_allowed"));
        }

        @Test
        void a_cancelled_sign_in_is_over() {
            Realm realm = town.realm(MfaMethod.SMS);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(town.enrolled(realm));
            client.cancel(id).then().statusCode(204);
            client.state(id).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        }
    }

    @Nested
    class With_wrong_codes {
        @Test
        void the_sixth_is_not_evaluated_even_when_it_is_right() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(person);
            String code = codeIn(TestMail.latestTo(person.email().value()).text());
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
        void ten_over_several_sign_ins_lock_the_account_for_a_while() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            for (int flow = 1; flow <= 2; flow++) {
                String id = client.begin(person);
                String code =
                        codeIn(TestMail.latestTo(person.email().value(), flow).text());
                for (int i = 0; i < 5; i++) {
                    client.verify(id, otherThan(code)).then().statusCode(401);
                }
            }
            client.start(person.email().value(), Town.PASSWORD)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("locked"))
                    .body("until", notNullValue());
            clock.advance(Duration.ofMinutes(16));
            String id = client.begin(person);
            client.verify(
                            id,
                            codeIn(TestMail.latestTo(person.email().value(), 3).text()))
                    .then()
                    .statusCode(200);
        }

        @Test
        void a_stranger_without_the_password_locks_nobody() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            for (int i = 0; i < 12; i++) {
                client.verify("A".repeat(43), "123456").then().statusCode(401).body("code", equalTo("sign_in_expired"));
            }
            assertThat(client.start(person).getString("state")).isEqualTo("code_sent");
        }
    }

    @Nested
    class Asking_again {
        @Test
        void waits_a_minute_and_kills_the_older_code() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(person);
            String older = codeIn(TestMail.latestTo(person.email().value()).text());
            client.code(id, "email")
                    .then()
                    .statusCode(429)
                    .body("code", equalTo("resend_too_soon"))
                    .header("Retry-After", matchesPattern("[1-6]?[0-9]"));
            clock.advance(Duration.ofSeconds(61));
            client.code(id, "email").then().statusCode(200);
            String newer = codeIn(TestMail.latestTo(person.email().value(), 2).text());
            if (!older.equals(newer)) {
                client.verify(id, older).then().statusCode(401);
            }
            client.verify(id, newer).then().statusCode(200);
        }

        @Test
        void a_fifth_time_without_using_any_locks_sending_but_not_the_code_in_hand() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String id = "";
            for (int i = 0; i < 4; i++) {
                id = client.begin(person);
            }
            client.start(person.email().value(), Town.PASSWORD)
                    .then()
                    .statusCode(429)
                    .body("code", equalTo("locked"));
            clock.advance(Duration.ofSeconds(61));
            client.code(id, "email").then().statusCode(429).body("code", equalTo("locked"));
            client.verify(
                            id,
                            codeIn(TestMail.latestTo(person.email().value(), 4).text()))
                    .then()
                    .statusCode(200);
            assertThat(client.start(person).getString("state"))
                    .as("a used code lifts it")
                    .isEqualTo("code_sent");
        }

        @Test
        void an_expired_code_costs_no_attempt_and_can_be_replaced() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Administrator person = town.administrator(realm);
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(person);
            String code = codeIn(TestMail.latestTo(person.email().value()).text());
            clock.advance(Duration.ofMinutes(5));
            client.verify(id, code).then().statusCode(401).body("code", equalTo("code_expired"));
            client.code(id, "email").then().statusCode(200).body("code.attemptsLeft", equalTo(5));
        }
    }
}
