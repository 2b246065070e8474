package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.factorreset.Factor;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
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

/** The mailbox alone, after "your mobile number was set": a report, then a reset. */
@GatehouseTest
class DisputedNumberIT {
    @Inject
    TestRealms testRealms;

    @Inject
    Administrators administrators;

    @Inject
    FactorResets phoneResets;

    @Test
    void a_report_from_the_mailbox_resets_no_password_while_it_is_undecided() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator owner = testRealms.administrator(realm);
        String number = testRealms.number().value();
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(owner);
        client.phone(id, number).then().statusCode(200);
        client.verify(id, codeIn(TestSms.latestTo(number))).then().statusCode(200);
        report(owner, "Your mobile number was set");

        MailedLink link = MailedLink.in(mail(owner, "Reset your password"));
        open(realm, link).then().statusCode(403).body("code", equalTo("channel_not_allowed"));
        Visitor.of(realm)
                .post("/password-reset/open", Map.of("token", link.token()))
                .then()
                .statusCode(403)
                .body(containsString("approve or cancel its removal"))
                .body(containsString("Some Person"));
        assertThat(mail(owner, "Your mobile number gets no codes for now")).contains("Who decides: Some Person");
        assertThat(TestSms.latestTo(number, 2)).contains("about to be removed");

        assertThat(administrators.find(realm.id(), owner.id()).orElseThrow().phone())
                .isPresent();
    }

    @Test
    void the_holder_of_the_number_objects() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator owner = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        String number = owner.phone().orElseThrow().value();
        SignInClient.of(realm).begin(owner);
        ReportedLink.in(TestSms.latestTo(number)).press().then().statusCode(303);
        assertThat(phoneResets
                        .findPending(owner.id(), Factor.PHONE)
                        .orElseThrow()
                        .effectiveAt())
                .isPresent();

        ReportedLink.in(TestSms.latestTo(number, 2)).press().then().statusCode(303);

        FactorResets.FactorReset pending =
                phoneResets.findPending(owner.id(), Factor.PHONE).orElseThrow();
        assertThat(pending.vetoed()).isTrue();
        assertThat(pending.effectiveAt()).isEmpty();
        MailedLink link = MailedLink.in(mail(owner, "Reset your password", 2));
        open(realm, link).then().statusCode(403);
        assertThat(TestSms.allTo(number)).hasSize(2);
    }

    private static void report(Administrator owner, String subject) {
        assertThat(ReportedLink.in(mail(owner, subject)).press().statusCode()).isEqualTo(303);
    }

    private static String mail(Administrator owner, String subject) {
        return mail(owner, subject, 1);
    }

    /** Awaits the given count of mails with that subject, and returns the text of the newest. */
    private static String mail(Administrator owner, String subject, int count) {
        return await().until(
                        () -> TestMail.allTo(owner.email().value()).stream()
                                .filter(mail -> mail.subject().startsWith(subject))
                                .toList(),
                        mails -> mails.size() >= count)
                .get(count - 1)
                .text();
    }

    private static Response open(Realm realm, MailedLink link) {
        return given().contentType("application/json")
                .body(Map.of("token", link.token()))
                .post("/api/v1/realms/" + realm.slug() + "/password-reset/open");
    }
}
