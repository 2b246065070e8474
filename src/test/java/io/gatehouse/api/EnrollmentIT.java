package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first sign-in, which enrols the phone number. */
@GatehouseTest
class EnrollmentIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

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
        client.verify(id, mailedCode(administrator)).then().statusCode(200).body("state", equalTo("complete"));
        client.start(administrator.email().value(), TestRealms.PASSWORD)
                .then()
                .statusCode(200)
                .body("state", equalTo("code_sent"))
                .body("purpose", equalTo("enrollment"));
    }

    @Test
    void the_password_alone_enrols_no_number_on_an_account_that_has_used_codes_by_mail() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = signedInByMail(realm, administrator);

        var started = client.start(administrator.email().value(), TestRealms.PASSWORD);
        started.then()
                .statusCode(200)
                .body("state", equalTo("code_sent"))
                .body("purpose", equalTo("enrollment"))
                .body("channels.channel", contains("email"))
                .body("code.channel", equalTo("email"));
        String id = started.jsonPath().getString("signInId");
        String number = testRealms.number().value();
        client.phone(id, number).then().statusCode(409).body("code", equalTo("step_not_allowed"));
        client.post("/verify", Map.of("signInId", id, "recoveryCode", "ABCD-EFGH-JKLM"))
                .then()
                .statusCode(409)
                .body("code", equalTo("step_not_allowed"));
        assertThat(TestSms.allTo(number)).isEmpty();

        TestMail.Mail mail = TestMail.latestTo(administrator.email().value(), 2);
        assertThat(mail.subject()).contains("before adding a mobile number");
        assertThat(mail.text()).contains("Adding a mobile number while signing in");
        client.verify(id, codeIn(mail.text()))
                .then()
                .statusCode(200)
                .body("state", equalTo("enroll_phone"))
                .body("purpose", nullValue())
                .body("tokens", nullValue());
        client.phone(id, number).then().statusCode(200);
        client.verify(id, codeIn(TestSms.latestTo(number)))
                .then()
                .statusCode(200)
                .body("state", equalTo("complete"));
    }

    @Test
    void the_code_by_mail_completes_in_place_of_a_number() throws ParseException {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = signedInByMail(realm, administrator);
        String id = client.begin(administrator);
        String code = mailedCode(administrator, 2);
        client.verify(id, code).then().statusCode(200).body("channels.channel", contains("email"));
        Response answer = client.code(id, "email");
        answer.then().statusCode(200).body("state", equalTo("complete"));
        assertThat(SessionClient.claims(answer).getStringListClaim("amr"))
                .containsExactlyInAnyOrder("pwd", "otp", "mca");
        assertThat(TestMail.allTo(administrator.email().value()))
                .filteredOn(mail -> mail.subject().contains("code"))
                .hasSize(2);
    }

    @Test
    void a_number_enrolled_after_other_second_factors_passes_no_step_up_for_an_hour() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        SignInClient client = signedInByMail(realm, administrator);
        String id = client.begin(administrator);
        client.verify(id, mailedCode(administrator, 2));
        String number = testRealms.number().value();
        client.phone(id, number).then().statusCode(200);
        Instant before = clock.instant();
        Response enrolled = client.verify(id, codeIn(TestSms.latestTo(number)));
        assertTooRecent(realm, enrolled.jsonPath().getString("tokens.accessToken"), before);

        clock.advance(Duration.ofMinutes(5));
        assertTooRecent(realm, signInByText(client, administrator, number), before);

        clock.advance(Duration.ofMinutes(55));
        SessionClient.account(realm, signInByText(client, administrator, number))
                .post("/recovery-codes")
                .then()
                .statusCode(200);
    }

    @Test
    void the_first_number_passes_a_step_up_at_once() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        SignInClient client = SignInClient.of(realm);
        String number = testRealms.number().value();
        String id = client.begin(testRealms.administrator(realm));
        client.phone(id, number).then().statusCode(200);
        String token =
                client.verify(id, codeIn(TestSms.latestTo(number))).jsonPath().getString("tokens.accessToken");
        SessionClient.account(realm, token).post("/recovery-codes").then().statusCode(200);
    }

    private static void assertTooRecent(Realm realm, String token, Instant enrolledAt) {
        Stream.of(
                        SessionClient.account(realm, token).body("{}").post("/step-up"),
                        SessionClient.account(realm, token).post("/recovery-codes"),
                        SessionClient.account(realm, token)
                                .body(Map.of("email", "another@example.com"))
                                .post("/email"),
                        SessionClient.api(realm, token).get("/service-tokens"),
                        SessionClient.api(realm, token)
                                .body(Map.of("name", "Script", "role", "OBSERVER", "expiresInDays", 30))
                                .post("/service-tokens"))
                .forEach(answer -> {
                    answer.then().statusCode(403).body("code", equalTo("enrollment_too_recent"));
                    assertThat(Instant.parse(answer.jsonPath().getString("until")))
                            .isBetween(enrolledAt.plus(Duration.ofHours(1)), enrolledAt.plus(Duration.ofHours(2)));
                });
    }

    private static String signInByText(SignInClient client, Administrator administrator, String number) {
        int before = TestSms.allTo(number).size();
        String id = client.begin(administrator);
        client.code(id, "sms").then().statusCode(200);
        return client.verify(id, codeIn(TestSms.latestTo(number, before + 1)))
                .jsonPath()
                .getString("tokens.accessToken");
    }

    /** Completes the first sign-in by a code by mail, without a number. */
    private static SignInClient signedInByMail(Realm realm, Administrator administrator) {
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        client.code(id, "email").then().statusCode(200);
        client.verify(id, mailedCode(administrator)).then().statusCode(200).body("state", equalTo("complete"));
        return client;
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
