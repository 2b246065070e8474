package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Changing the own account by its pages. */
@GatehouseTest
class OwnAccountPagesIT {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";
    private static final Pattern CODE = Pattern.compile("<code>([0-9A-Z-]{19})</code>");

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Test
    void a_new_password_revokes_all_other_sessions() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Visitor elsewhere = Visitor.of(realm);
        elsewhere.signIn(administrator);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        visitor.get("/account/password").then().statusCode(200);
        visitor.post("/account/password", Map.of()).then().statusCode(400).body(containsString("current password"));
        change(visitor, "wrong", NEW_PASSWORD)
                .then()
                .statusCode(401)
                .body(containsString("The current password is wrong"));
        change(visitor, TestRealms.PASSWORD, "short").then().statusCode(422).body(containsString("at least 15"));
        Response changed = change(visitor, TestRealms.PASSWORD, NEW_PASSWORD);
        changed.then().statusCode(303).header("Location", endsWith("/account?done=password-changed"));
        visitor.get("/account?done=password-changed")
                .then()
                .statusCode(200)
                .body(containsString("Your password was changed."));
        elsewhere.get("/account").then().statusCode(302);
    }

    @Test
    void activity_lists_own_events_as_text_newest_first() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Administrator colleague = testRealms.administrator(realm);
        Visitor.of(realm).signIn(colleague);
        SignInClient.of(realm).start(colleague.email().value(), "wrong");
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        change(visitor, TestRealms.PASSWORD, NEW_PASSWORD).then().statusCode(303);
        visitor.get("/account").then().body(containsString("/account/activity"));
        String shown = visitor.get("/account/activity").asString();
        assertThat(shown).containsSubsequence("Password changed", "Signed in");
        assertThat(shown).doesNotContain("Wrong password entered");
        visitor.get("/account/activity?after=x").then().statusCode(200).body(containsString("Signed in"));
        visitor.get("/account/activity?after=1-1")
                .then()
                .statusCode(200)
                .body(containsString("Show the newest"))
                .body(not(containsString("Signed in")));
    }

    @Test
    void forms_require_recent_authentication() {
        Realm realm = testRealms.realm();
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.administrator(realm));
        clock.advance(Duration.ofMinutes(5));
        for (String page : List.of("/account/password", "/account/recovery-codes")) {
            Response response = visitor.get(page);
            response.then().statusCode(302);
            assertThat(response.header("Location")).contains("/step-up?return_to=");
            visitor.post(page, Map.of()).then().statusCode(302);
        }
    }

    @Test
    void a_recovery_code_replaces_the_code_at_sign_in_and_step_up() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        Visitor visitor = Visitor.of(realm);
        visitor.signInByCode(administrator, Map.of());
        visitor.get("/account").then().body(containsString("You have none."));
        Response shown = visitor.post("/account/recovery-codes", Map.of());
        shown.then().statusCode(200).body(containsString("data:text/plain"));
        List<String> codes = CODE.matcher(shown.asString())
                .results()
                .map(MatchResult::group)
                .map(code -> code.replaceAll("</?code>", ""))
                .toList();
        assertThat(codes).hasSize(10);

        Visitor other = Visitor.of(realm);
        other.signIn(administrator);
        other.get("/sign-in/code/recovery").then().statusCode(200).body(containsString("Enter a recovery code"));
        other.post("/sign-in/code/recovery", Map.of()).then().statusCode(400);
        other.post("/sign-in/code/recovery", Map.of("recovery", "0000-0000-0000-0000"))
                .then()
                .statusCode(401)
                .body(containsString("4 attempts left"));
        other.post("/sign-in/code/recovery", Map.of("recovery", codes.get(0).replace("-", " ")))
                .then()
                .statusCode(303)
                .header("Location", endsWith("/console"));
        other.get("/account").then().body(containsString("You have 9 left."));

        clock.advance(Duration.ofMinutes(6));
        other.post("/step-up", Map.of()).then().statusCode(303);
        assertThat(SignInClient.codeIn(
                        TestSms.latestTo(administrator.phone().orElseThrow().value(), 3)))
                .isNotEmpty();
        other.post("/step-up/code/recovery", Map.of("recovery", codes.get(0)))
                .then()
                .statusCode(401);
        other.post("/step-up/code/recovery", Map.of("recovery", codes.get(1)))
                .then()
                .statusCode(303);
        other.get("/account/password").then().statusCode(200);
    }

    @Test
    void a_new_number_is_verified_by_code_and_a_new_address_by_link() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        visitor.get("/account/phone").then().statusCode(200);
        visitor.get("/account/phone/code").then().statusCode(303).header("Location", endsWith("/account/phone"));
        visitor.post("/account/phone", Map.of("phone", "+49301234567")).then().statusCode(422);
        String number = testRealms.number().value();
        visitor.post("/account/phone", Map.of("phone", number))
                .then()
                .statusCode(303)
                .header("Location", endsWith("/account/phone/code"));
        visitor.get("/account/phone/code").then().statusCode(200).body(containsString("Check your phone"));
        String code = SignInClient.codeIn(TestSms.latestTo(number));
        visitor.post("/account/phone/code", Map.of("code", SignInClient.otherThan(code)))
                .then()
                .statusCode(401)
                .body(containsString("4 attempts left"));
        visitor.post("/account/phone/code", Map.of("code", code))
                .then()
                .statusCode(303)
                .header("Location", containsString("/account/recovery-codes?return_to="));
        visitor.get("/account/activity")
                .then()
                .statusCode(200)
                .body(containsString("Mobile number changed"), not(containsString("Before:")));

        visitor.get("/account/email").then().statusCode(200);
        visitor.post("/account/email", Map.of("email", "no address")).then().statusCode(400);
        visitor.post("/account/email", Map.of("email", administrator.email().value()))
                .then()
                .statusCode(409);
        visitor.post(
                        "/account/email",
                        Map.of("email", "new-" + administrator.email().value()))
                .then()
                .statusCode(303)
                .header("Location", endsWith("/account?done=email-asked"));
        for (int i = 0; i < 5; i++) {
            visitor.post("/account/email", Map.of("email", "stranger@example.com"));
        }
        visitor.post("/account/email", Map.of("email", "stranger@example.com"))
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body(containsString("Too many requests"));
    }

    @Test
    void only_the_first_number_offers_recovery_codes() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        String mailed = SignInClient.mailedCode(administrator);
        visitor.post("/sign-in/code", Map.of("code", mailed)).then().statusCode(303);
        String account = "/realms/" + realm.slug() + "/account";
        String done = "%2Frealms%2F" + realm.slug() + "%2Faccount%3Fdone%3Dphone-changed";

        prove(visitor).then().header("Location", account + "/recovery-codes?return_to=" + done);
        prove(visitor).then().header("Location", account + "?done=phone-changed");
    }

    private Response prove(Visitor visitor) {
        String number = testRealms.number().value();
        visitor.post("/account/phone", Map.of("phone", number)).then().statusCode(303);
        String code = SignInClient.codeIn(TestSms.latestTo(number));
        return visitor.post("/account/phone/code", Map.of("code", code));
    }

    private static Response change(Visitor visitor, String current, String newPassword) {
        return visitor.post("/account/password", Map.of("current", current, "password", newPassword));
    }
}
