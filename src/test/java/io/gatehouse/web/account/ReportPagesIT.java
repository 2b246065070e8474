package io.gatehouse.web.account;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AnsweredForm;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.Visitor;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports of misuse from the messages that link to them. */
@GatehouseTest
class ReportPagesIT {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";

    @Inject
    TestRealms testRealms;

    @Inject
    AuditProbe auditProbe;

    @Test
    void the_page_of_a_code_shows_the_event_and_consumes_nothing() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        String id = SignInClient.of(realm).begin(administrator);
        String message = TestSms.latestTo(number(administrator));
        for (int scan = 0; scan < 3; scan++) {
            given().accept("text/html")
                    .get(linkIn(message))
                    .then()
                    .statusCode(200)
                    .body(containsString(realm.settings().displayName()))
                    .body(containsString(administrator.email().hint()))
                    .body(containsString("Someone entered your password and requested a sign-in code"))
                    .body(containsString("127.0.0.1"))
                    .body(not(containsString(administrator.email().value())));
        }
        SignInClient.of(realm).verify(id, codeIn(message)).then().statusCode(200);
    }

    @Test
    void a_report_revokes_sessions_and_the_password() {
        Realm realm = testRealms.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
        Administrator administrator = testRealms.enrolled(realm);
        Administrator warden = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Visitor thief = Visitor.of(realm);
        thief.signInByCode(administrator, Map.of("trust", "yes"));
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String message = TestSms.latestTo(number(administrator), 2);

        ReportedLink.in(message).press().then().statusCode(303).header("Location", endsWith("/reported"));

        client.verify(id, codeIn(message)).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        thief.get("/account").then().statusCode(302);
        Response refused = client.start(administrator.email().value(), TestRealms.PASSWORD);
        refused.then().statusCode(401).body("code", equalTo("invalid_credentials"));
        assertThat(withoutInstance(refused)).isEqualTo(withoutInstance(client.start("nobody@example.com", "wrong")));
        thief.post("/sign-in", Map.of("email", administrator.email().value(), "password", TestRealms.PASSWORD))
                .then()
                .statusCode(401);
        assertThat(auditProbe.of(administrator)).contains("MISUSE_REPORTED", "ALARM_RAISED");
        assertThat(TestMail.latestTo(warden.email().value()).text()).contains(administrator.displayName());

        Visitor owner = Visitor.of(realm);
        owner.get("/reported").then().statusCode(200).body(containsString("Your account is safe again"));
    }

    @Test
    void the_mailed_link_requires_a_different_password() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient.of(realm).begin(administrator);
        ReportedLink.in(TestMail.latestTo(administrator.email().value()).text())
                .press()
                .then()
                .statusCode(303);

        MailedLink reset = MailedLink.in(
                TestMail.latestTo(administrator.email().value(), 2).text());
        Visitor owner = Visitor.of(realm);
        owner.post("/password-reset/open", Map.of("token", reset.token()))
                .then()
                .statusCode(303);
        String code = mailedCode(administrator, 3);
        owner.post("/password-reset/code", Map.of("code", code)).then().statusCode(303);
        owner.post("/password-reset/password", Map.of("password", TestRealms.PASSWORD))
                .then()
                .statusCode(422);
        owner.post("/password-reset/password", Map.of("password", NEW_PASSWORD))
                .then()
                .statusCode(303);
        SignInClient.of(realm)
                .start(administrator.email().value(), NEW_PASSWORD)
                .then()
                .statusCode(200);
    }

    @Test
    void a_reported_reset_ends_even_if_the_mailbox_is_compromised() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        Visitor thief = Visitor.of(realm);
        thief.post("/password-reset", Map.of("email", administrator.email().value()));
        MailedLink reset =
                MailedLink.in(TestMail.latestTo(administrator.email().value()).text());
        thief.post("/password-reset/open", Map.of("token", reset.token()))
                .then()
                .statusCode(303);
        String message = TestSms.latestTo(number(administrator));
        ReportedLink.in(message).press().then().statusCode(303);
        thief.post("/password-reset/code", Map.of("code", codeIn(message)))
                .then()
                .statusCode(401);
    }

    @Test
    void a_link_is_valid_once_and_same_origin_only() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient.of(realm).begin(administrator);
        String link = linkIn(TestMail.latestTo(administrator.email().value()).text());
        given().header("Sec-Fetch-Site", "cross-site").post(link).then().statusCode(403);
        given().post(link).then().statusCode(403);
        press(link).then().statusCode(303);
        press(link).then().statusCode(404).body(containsString("This link no longer works"));

        press("/n/" + "A".repeat(22)).then().statusCode(404);
    }

    private static Response press(String link) {
        return AnsweredForm.page(given().accept("text/html")
                .header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .post(link));
    }

    private static String linkIn(String message) {
        return ReportedLink.in(message).path();
    }

    private static String number(Administrator administrator) {
        return administrator.phone().orElseThrow().value();
    }

    private static String withoutInstance(Response answer) {
        return answer.asString().replaceAll("\"instance\":\"[^\"]+\"", "");
    }
}
