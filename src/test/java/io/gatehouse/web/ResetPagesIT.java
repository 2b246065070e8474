package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages of password reset and invitation over HTTP. */
@GatehouseTest
class ResetPagesIT {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Test
    void every_address_gets_the_same_response() {
        Realm realm = testRealms.realm();
        String known = testRealms.administrator(realm).email().value();
        for (String email : List.of(known, "nobody-here@example.com")) {
            Response answer = Visitor.of(realm).post("/password-reset", Map.of("email", email));
            answer.then().statusCode(303).header("Location", path(realm, "/password-reset/sent"));
            assertThat(answer.getDetailedCookies().asList()).isEmpty();
        }
        Visitor.of(realm)
                .get("/password-reset/sent")
                .then()
                .statusCode(200)
                .body(containsString("Check your mailbox"))
                .body(containsString("It is valid for 15 minutes"));
        for (Map.Entry<String, String> wrong : Map.of("", "Enter your e-mail address", "me", "like name@example.com")
                .entrySet()) {
            Visitor.of(realm)
                    .post("/password-reset", Map.of("email", wrong.getKey()))
                    .then()
                    .statusCode(400)
                    .body(containsString(wrong.getValue()));
        }
    }

    @Test
    void get_does_not_consume_the_link_and_post_works_once() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        MailedLink link = requestReset(realm, administrator);
        for (int look = 0; look < 2; look++) {
            given().get(link.path())
                    .then()
                    .statusCode(200)
                    .header("Set-Cookie", (String) null)
                    .body(containsString(link.token()));
        }
        Visitor visitor = Visitor.of(realm);
        Response opened = open(visitor, link);
        opened.then().statusCode(303).header("Location", startsWith(path(realm, "/password-reset/password?flow=")));
        assertThat(opened.header("Set-Cookie"))
                .startsWith("gatehouse-reset-" + realm.slug() + ".")
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict")
                .containsIgnoringCase("Path=/")
                .doesNotContainIgnoringCase("Max-Age")
                .doesNotContain(link.token());
        visitor.get("/password-reset/password").then().statusCode(200).body(not(containsString(link.token())));

        refusedAsExpired(open(Visitor.of(realm), link));

        Response changed = visitor.post("/password-reset/password", Map.of("password", NEW_PASSWORD));
        changed.then().statusCode(303).header("Location", path(realm, "/console"));
        assertThat(changed.headers().getValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("gatehouse-reset-" + realm.slug())
                        .containsIgnoringCase("Max-Age=0"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("gatehouse-session-" + realm.slug() + "="));
        visitor.get("/account").then().statusCode(200);
        visitor.get("/sign-in?password=changed").then().statusCode(303);
        Visitor.of(realm)
                .get("/sign-in?password=changed")
                .then()
                .body(containsString("Your password is set. Sign in to continue."));
        visitor.get("/password-reset/password")
                .then()
                .statusCode(303)
                .header("Location", path(realm, "/password-reset"));
    }

    @Test
    void a_link_is_valid_for_15_minutes_in_its_realm_for_its_kind() {
        Realm realm = testRealms.realm();
        Realm other = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        MailedLink link = requestReset(realm, administrator);
        refusedAsExpired(open(Visitor.of(other), link));
        refusedAsExpired(Visitor.of(realm).post("/invitation/open", Map.of("token", link.token())));
        refusedAsExpired(Visitor.of(realm).post("/password-reset/open", Map.of()));
        clock.advance(Duration.ofMinutes(15));
        refusedAsExpired(open(Visitor.of(realm), link));
    }

    @Test
    void a_reset_is_bound_to_its_realm() {
        Realm realm = testRealms.realm();
        Realm other = testRealms.realm();
        Map<String, String> pending = Visitor.pending(
                open(Visitor.of(realm), requestReset(realm, testRealms.administrator(realm))),
                realm.slug(),
                other.slug());
        given().accept("text/html")
                .header("Sec-Fetch-Site", "same-origin")
                .cookies(pending)
                .formParam("password", NEW_PASSWORD)
                .post(path(other, "/password-reset/password"))
                .then()
                .statusCode(401)
                .body(containsString("This link no longer works"));
    }

    @Test
    void forms_of_other_sites_are_refused() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        MailedLink link = requestReset(realm, administrator);
        for (String page : List.of(
                "/password-reset",
                "/password-reset/open",
                "/password-reset/password",
                "/password-reset/code",
                "/password-reset/code/recovery",
                "/invitation/open",
                "/invitation/password")) {
            given().accept("text/html")
                    .header("Sec-Fetch-Site", "cross-site")
                    .formParam("token", link.token())
                    .formParam("email", administrator.email().value())
                    .post(path(realm, page))
                    .then()
                    .statusCode(403);
        }
        open(Visitor.of(realm), link).then().statusCode(303);
    }

    @Test
    void the_password_requires_the_code_and_wrong_codes_end_the_reset() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        Visitor visitor = Visitor.of(realm);
        open(visitor, requestReset(realm, administrator))
                .then()
                .header("Location", startsWith(path(realm, "/password-reset/code?flow=")));
        visitor.get("/password-reset/password")
                .then()
                .header("Location", startsWith(path(realm, "/password-reset/code?flow=")));
        visitor.post("/password-reset/password", Map.of("password", NEW_PASSWORD))
                .then()
                .statusCode(303)
                .header("Location", startsWith(path(realm, "/password-reset/code?flow=")));
        visitor.post("/password-reset/code", Map.of("channel", "SMS"))
                .then()
                .statusCode(429)
                .body(containsString("You can request a new code in"));
        visitor.post("/password-reset/code/recovery", Map.of("recovery", "0000-0000-0000-0000"))
                .then()
                .statusCode(401)
                .body(containsString("You have 4 attempts left"));
        String wrong = SignInClient.otherThan(SignInClient.codeIn(
                TestSms.latestTo(administrator.phone().orElseThrow().value())));
        for (int left = 3; left >= 1; left--) {
            visitor.post("/password-reset/code", Map.of("code", wrong)).then().statusCode(401);
        }
        visitor.post("/password-reset/code", Map.of("code", wrong))
                .then()
                .body(containsString("No attempts left"))
                .body(containsString("Request a new link"));
    }

    @Test
    void an_invitation_is_accepted_once() {
        Realm realm = testRealms.realm();
        Administrator guest = testRealms.guest(realm);
        MailedLink link = testRealms.invite(realm, guest);
        for (int look = 0; look < 2; look++) {
            given().get(link.path()).then().statusCode(200).body(containsString("Welcome to "));
        }
        Visitor visitor = Visitor.of(realm);
        visitor.post("/invitation/open", Map.of("token", link.token()))
                .then()
                .statusCode(303)
                .header("Location", startsWith(path(realm, "/invitation/password?flow=")));
        visitor.get("/password-reset/password").then().statusCode(401);
        refusedAsExpired(Visitor.of(realm).post("/invitation/open", Map.of("token", link.token())));
    }

    private static MailedLink requestReset(Realm realm, Administrator administrator) {
        Visitor.of(realm)
                .post("/password-reset", Map.of("email", administrator.email().value()))
                .then()
                .statusCode(303);
        return MailedLink.in(TestMail.latestTo(administrator.email().value()).text());
    }

    private static Response open(Visitor visitor, MailedLink link) {
        return visitor.post("/password-reset/open", Map.of("token", link.token()));
    }

    private static void refusedAsExpired(Response answer) {
        answer.then().statusCode(401).body(containsString("This link no longer works"));
    }

    private static String path(Realm realm, String page) {
        return "/realms/" + realm.slug() + page;
    }
}
