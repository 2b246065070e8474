package io.gatehouse.web;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SessionClient.signInByMail;
import static io.gatehouse.testing.SettingsClient.put;
import static io.gatehouse.testing.SettingsClient.switchOn;
import static io.gatehouse.testing.SettingsClient.withSetting;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports of misuse from notices sent to a whole realm: each affects only the reporting account. */
@GatehouseTest
class RealmNoticeReportsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    AuditProbe auditProbe;

    @Inject
    TestClock clock;

    private Realm realm;
    private Administrator systemAdministrator;
    private Administrator colleague;
    private SignInClient client;

    @BeforeEach
    void somebody_has_the_account_of_a_system_administrator() {
        realm = testRealms.realm();
        systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        colleague = testRealms.administrator(realm);
        client = SignInClient.of(realm);
    }

    @Test
    void the_named_actor_recovers_the_account_and_no_other_is_affected() {
        Administrator warden = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RequestSpecification thief = switchOn(realm, systemAdministrator);
        ReportedLink link = linkTo(systemAdministrator, 2);
        ReportedLink others = linkTo(colleague, 1);
        String pending = client.begin(colleague);
        for (int scan = 0; scan < 3; scan++) {
            page(link)
                    .then()
                    .statusCode(200)
                    .body(
                            allOf(
                                    containsString("turned on multi-factor sign-in for your realm"),
                                    containsString("If it names you and it wasn’t you"),
                                    containsString("this only affects your account"),
                                    containsString(systemAdministrator.email().hint())),
                            // Another administrator opens the same page.
                            not(containsString("127.0.0.1")));
        }
        thief.get("/settings").then().statusCode(200);

        link.press().then().statusCode(303);

        thief.get("/settings").then().statusCode(401);
        client.start(systemAdministrator.email().value(), TestRealms.PASSWORD)
                .then()
                .statusCode(401);
        assertThat(TestMail.latestTo(systemAdministrator.email().value(), 3).subject())
                .startsWith("Reset your password (");
        assertThat(auditProbe.of(systemAdministrator)).contains("MISUSE_REPORTED", "ALARM_RAISED");
        assertThat(TestMail.latestTo(warden.email().value(), 2).subject()).contains("reported misuse of their account");
        link.press().then().statusCode(404).body(containsString("This link no longer works"));

        page(others).then().statusCode(200);
        String code = mailedCode(colleague, 2);
        client.verify(pending, code).then().statusCode(200);
        assertThat(auditProbe.of(colleague)).doesNotContain("MISUSE_REPORTED");
        assertThat(client.start(colleague).getString("state")).isEqualTo("code_sent");
    }

    @Test
    void a_report_by_another_administrator_revokes_only_own_sessions() {
        RequestSpecification doubtful = switchOn(realm, systemAdministrator);
        ReportedLink link = linkTo(colleague, 1);
        String pending = client.begin(colleague);
        String code = mailedCode(colleague, 2);

        link.press().then().statusCode(303);

        client.verify(pending, code).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        client.start(colleague.email().value(), TestRealms.PASSWORD).then().statusCode(401);
        assertThat(TestMail.latestTo(systemAdministrator.email().value(), 3).text())
                .contains(colleague.displayName());
        doubtful.get("/settings").then().statusCode(200).body("mfa.enabled", equalTo(true));
        ReportedLink own = linkTo(systemAdministrator, 2);
        page(own).then().statusCode(200);
        clock.advance(Duration.ofDays(7));
        page(own).then().statusCode(404);
    }

    @Test
    void disabling_mfa_can_be_reported() {
        realm = testRealms.realm(MfaMethod.EMAIL);
        systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        colleague = testRealms.administrator(realm);
        RequestSpecification bystander = signedIn(colleague);
        RequestSpecification admin = signedIn(systemAdministrator);
        put(admin, "\"0\"", withSetting(admin, "mfa.enabled", false)).then().statusCode(200);
        ReportedLink link = linkTo(colleague, 2);
        page(link)
                .then()
                .statusCode(200)
                .body(containsString("turned off multi-factor sign-in for your realm"), not(containsString("{")));
        bystander.get("/settings").then().statusCode(200);

        link.press().then().statusCode(303);

        bystander.get("/settings").then().statusCode(401);
        admin.get("/settings").then().statusCode(200).body("mfa.enabled", equalTo(false));
        assertThat(auditProbe.of(systemAdministrator)).doesNotContain("MISUSE_REPORTED");
    }

    /** Returns the report link of the notice: the same in both parts of the mail, beside the actor's name. */
    private ReportedLink linkTo(Administrator administrator, int mails) {
        TestMail.latestTo(administrator.email().value(), mails);
        Mail notice = TestMail.allTo(administrator.email().value()).get(mails - 1);
        assertThat(notice.subject()).startsWith("Multi-factor sign-in was turned ");
        assertThat(notice.text()).contains("Changed by: " + systemAdministrator.displayName());
        ReportedLink link = ReportedLink.in(notice.text());
        assertThat(notice.html()).contains("href=\"http://localhost:8081" + link.path() + "\"");
        return link;
    }

    private RequestSpecification signedIn(Administrator administrator) {
        return api(
                realm,
                signInByMail(realm, administrator, Map.of(), 1).jsonPath().getString("tokens.accessToken"));
    }

    private static Response page(ReportedLink link) {
        return given().accept("text/html").get(link.path());
    }
}
