package io.gatehouse.web.reset;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Role;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.realm.AuthenticationInterval;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
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

/** What uses up a mailed link, and what does not. */
@GatehouseTest
class MailedLinksIT {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";
    private static final List<String> PURPOSES = List.of("", "prefetch", "prefetch;prerender", "preview");

    @Inject
    TestRealms town;

    @Inject
    TestClock clock;

    @Inject
    CodeLockout guard;

    @Test
    void scanners_and_browsers_that_look_ahead_use_up_no_link() {
        Realm realm = town.realm();
        Administrator person = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        String mailbox = person.email().value();

        Administrator guest = town.guest(realm);
        opens(realm, "/invitation/open", scanned(town.invite(realm, guest)));

        Visitor visitor = Visitor.of(realm);
        visitor.signIn(person);
        String address = "new-" + mailbox;
        visitor.post("/account/email", Map.of("email", address)).then().statusCode(303);
        MailedLink email = scanned(MailedLink.in(TestMail.latestTo(address).text()));

        opens(realm, "/password-reset/open", scanned(ask(realm, person)));
        visitor.post("/new-email", Map.of("token", email.token())).then().statusCode(200);
        visitor.get("/account").then().body(containsString(address));
    }

    @Test
    void of_many_uses_of_one_link_at_once_one_leads_on() {
        Realm realm = town.realm();
        MailedLink link = ask(realm, town.administrator(realm));
        List<Response> answers = Parallel.times(8, () -> open(Visitor.of(realm), link));
        assertThat(answers).extracting(Response::statusCode).containsOnlyOnce(303);
        assertThat(answers).extracting(Response::statusCode).containsOnly(303, 401);
    }

    @Test
    void the_newest_link_of_a_kind_alone_works() {
        Realm realm = town.realm();
        Administrator guest = town.guest(realm);
        MailedLink older = town.invite(realm, guest);
        MailedLink newer = town.invite(realm, guest);
        Visitor.of(realm)
                .post("/invitation/open", Map.of("token", older.token()))
                .then()
                .statusCode(401);
        opens(realm, "/invitation/open", newer);

        Administrator person = town.administrator(realm);
        MailedLink first = ask(realm, person);
        MailedLink second = ask(realm, person);
        open(Visitor.of(realm), first).then().statusCode(401);
        open(Visitor.of(realm), second).then().statusCode(303);
    }

    @Test
    void a_reset_ends_sessions_trust_and_sign_ins_elsewhere_at_their_next_request() {
        Realm realm = town.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
        Administrator person = town.enrolled(realm);
        String number = person.phone().orElseThrow().value();
        Visitor elsewhere = Visitor.of(realm);
        elsewhere.signInByCode(person, Map.of("trust", "yes"));
        Visitor underWay = Visitor.of(realm);
        underWay.signIn(person);
        String code = SignInClient.codeIn(TestSms.latestTo(number, 2));

        Visitor visitor = Visitor.of(realm);
        open(visitor, ask(realm, person)).then().statusCode(303);
        visitor.post("/password-reset/code", Map.of("code", SignInClient.codeIn(TestSms.latestTo(number, 3))))
                .then()
                .statusCode(303);
        elsewhere.get("/account").then().statusCode(200);
        visitor.post("/password-reset/password", Map.of("password", NEW_PASSWORD))
                .then()
                .statusCode(303);

        elsewhere.get("/account").then().statusCode(302);
        elsewhere
                .post("/sign-in", Map.of("email", person.email().value(), "password", NEW_PASSWORD))
                .then()
                .header("Location", endsWith("/sign-in/code"));
        underWay.post("/sign-in/code", Map.of("code", code)).then().statusCode(401);
        visitor.get("/account").then().statusCode(302);
    }

    @Test
    void a_link_stays_good_while_no_code_can_be_sent() {
        Realm realm = town.realm(MfaMethod.SMS);
        Administrator person = town.enrolled(realm);
        for (int resets = 0; resets < 2; resets++) {
            Visitor visitor = Visitor.of(realm);
            open(visitor, ask(realm, person)).then().statusCode(303);
            clock.advance(Duration.ofSeconds(61));
            visitor.post("/password-reset/code/send", Map.of("channel", "SMS"))
                    .then()
                    .statusCode(303);
        }
        MailedLink link = ask(realm, person);

        Visitor visitor = Visitor.of(realm);
        Response paused = open(visitor, link);
        paused.then()
                .statusCode(429)
                .body(containsString("Your link still works. Try again in "))
                .body(containsString(link.token()));
        assertThat(paused.header("Retry-After")).isNotBlank();
        assertThat(paused.getDetailedCookies().asList()).isEmpty();
        visitor.post("/password-reset/open", Map.of("token", "A".repeat(43)))
                .then()
                .statusCode(401)
                .body(containsString("This link no longer works"));

        QuarkusTransaction.requiringNew().run(() -> guard.clearAll(person.id()));
        open(visitor, link).then().statusCode(303);
        open(visitor, link).then().statusCode(401);
    }

    /** The link, after all that looks at links has looked at it. */
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

    /** The newest link to another password. */
    private static MailedLink ask(Realm realm, Administrator person) {
        String mailbox = person.email().value();
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
