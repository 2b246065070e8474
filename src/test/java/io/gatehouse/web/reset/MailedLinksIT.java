package io.gatehouse.web.reset;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.Visitor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What consumes a mailed link, and what does not. */
@GatehouseTest
class MailedLinksIT {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";
    private static final List<String> PURPOSES = List.of("", "prefetch", "prefetch;prerender", "preview");

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Inject
    CodeLockout guard;

    @Test
    void scanners_and_prefetching_browsers_consume_no_link() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        String mailbox = administrator.email().value();

        Administrator guest = testRealms.guest(realm);
        opens(realm, "/invitation/open", scanned(testRealms.invite(realm, guest)));

        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        String address = "new-" + mailbox;
        visitor.post("/account/email", Map.of("email", address)).then().statusCode(303);
        MailedLink email = scanned(MailedLink.in(TestMail.latestTo(address).text()));

        opens(realm, "/password-reset/open", scanned(requestReset(realm, administrator)));
        visitor.post("/new-email", Map.of("token", email.token())).then().statusCode(200);
        visitor.get("/account").then().body(containsString(address));
    }

    @Test
    void of_concurrent_uses_of_a_link_one_succeeds() {
        Realm realm = testRealms.realm();
        MailedLink link = requestReset(realm, testRealms.administrator(realm));
        List<Response> answers = Parallel.times(8, () -> open(Visitor.of(realm), link));
        assertThat(answers).extracting(Response::statusCode).containsOnlyOnce(303);
        assertThat(answers).extracting(Response::statusCode).containsOnly(303, 401);
    }

    @Test
    void a_reset_revokes_sessions_trust_and_pending_sign_ins() {
        Realm realm = testRealms.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
        Administrator administrator = testRealms.enrolled(realm);
        String number = administrator.phone().orElseThrow().value();
        Visitor elsewhere = Visitor.of(realm);
        elsewhere.signInByCode(administrator, Map.of("trust", "yes"));
        Visitor underWay = Visitor.of(realm);
        underWay.signIn(administrator);
        String code = SignInClient.codeIn(TestSms.latestTo(number, 2));

        Visitor visitor = Visitor.of(realm);
        open(visitor, requestReset(realm, administrator)).then().statusCode(303);
        visitor.post("/password-reset/code", Map.of("code", SignInClient.codeIn(TestSms.latestTo(number, 3))))
                .then()
                .statusCode(303);
        elsewhere.get("/account").then().statusCode(200);
        visitor.post("/password-reset/password", Map.of("password", NEW_PASSWORD))
                .then()
                .statusCode(303);

        elsewhere.get("/account").then().statusCode(302);
        elsewhere
                .post("/sign-in", Map.of("email", administrator.email().value(), "password", NEW_PASSWORD))
                .then()
                .header("Location", containsString("/sign-in/code?flow="));
        underWay.post("/sign-in/code", Map.of("code", code)).then().statusCode(401);
        visitor.get("/account").then().statusCode(302);
    }

    @Test
    void a_link_stays_valid_while_no_code_can_be_sent() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        for (int resets = 0; resets < 2; resets++) {
            Visitor visitor = Visitor.of(realm);
            open(visitor, requestReset(realm, administrator)).then().statusCode(303);
            clock.advance(Duration.ofSeconds(61));
            visitor.post("/password-reset/code", Map.of("channel", "SMS"))
                    .then()
                    .statusCode(303);
        }
        MailedLink link = requestReset(realm, administrator);

        Visitor visitor = Visitor.of(realm);
        Response paused = open(visitor, link);
        paused.then()
                .statusCode(429)
                .body(containsString("Your link still works. Try again in "))
                .body(containsString(link.token()));
        assertThat(paused.header("Retry-After")).isNotBlank();
        assertThat(paused.cookies().keySet()).noneMatch(name -> name.startsWith("gatehouse-reset-"));
        visitor.post("/password-reset/open", Map.of("token", "A".repeat(43)))
                .then()
                .statusCode(401)
                .body(containsString("This link no longer works"));

        QuarkusTransaction.requiringNew().run(() -> guard.clearAll(administrator.id()));
        open(visitor, link).then().statusCode(303);
        open(visitor, link).then().statusCode(401);
    }

    /** Returns the link after mail scanners and previews have opened it. */
    private static MailedLink scanned(MailedLink link) {
        for (String purpose : PURPOSES) {
            given().header("Sec-Purpose", purpose)
                    .header("Purpose", purpose)
                    .get(link.path())
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", "no-store");
            given().header("Sec-Purpose", purpose).head(link.path()).then().statusCode(200);
        }
        return link;
    }

    private static void opens(Realm realm, String page, MailedLink link) {
        Visitor.of(realm).post(page, Map.of("token", link.token())).then().statusCode(303);
    }

    /** Requests a password reset and returns its link. */
    private static MailedLink requestReset(Realm realm, Administrator administrator) {
        String mailbox = administrator.email().value();
        int before = TestMail.allTo(mailbox).size();
        Visitor.of(realm)
                .post("/password-reset", Map.of("email", mailbox))
                .then()
                .statusCode(303);
        return MailedLink.in(TestMail.latestTo(mailbox, before + 1).text());
    }

    private static Response open(Visitor visitor, MailedLink link) {
        return visitor.post("/password-reset/open", Map.of("token", link.token()));
    }
}
