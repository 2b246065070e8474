package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.as;
import static io.gatehouse.testing.SessionClient.invited;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.factorreset.Factor;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Resets of lost phone numbers, approved by a second administrator or applied after a day. */
@GatehouseTest
class PhoneResetIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Inject
    AuditProbe auditProbe;

    @Inject
    FactorResets resets;

    @Test
    void a_second_system_administrator_approves_it() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.enrolled(realm);
        RequestSpecification one = admin(realm);
        RequestSpecification other = admin(realm);
        String path = "/administrators/" + administrator.id() + "/reset-phone";
        Response requested = one.post(path);
        requested
                .then()
                .statusCode(202)
                .body("requestId", notNullValue())
                .body("effectiveAt", nullValue())
                .body("approvalNeeded", equalTo(true));
        String request = path + "/" + requested.jsonPath().getString("requestId");
        one.post(request + "/approve").then().statusCode(403);
        as(realm, administrator).post(request + "/approve").then().statusCode(403);
        other.post(request + "/approve").then().statusCode(204);
        other.post(request + "/approve").then().statusCode(409);
        one.get("/administrators/" + administrator.id()).then().body("phone", nullValue());
        one.post(path).then().statusCode(409);
        assertThat(auditProbe.of(administrator))
                .contains("PHONE_RESET_REQUESTED", "PHONE_RESET_APPROVED", "PHONE_RESET");
        TestMail.Mail notice = TestMail.latestTo(administrator.email().value(), 2);
        assertThat(notice.subject()).contains("number was removed");
        assertThat(notice.text()).contains("http://localhost:8081/n/");
    }

    /** One person asks, invites a second System Administrator with a mailbox of their own, and approves with that one. */
    @Test
    void a_system_administrator_invited_by_the_requester_cannot_approve_it() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.enrolled(realm);
        Administrator requester = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator other = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RequestSpecification one = as(realm, requester);
        String path = "/administrators/" + administrator.id() + "/reset-phone";
        String request = path + "/" + one.post(path).jsonPath().getString("requestId");

        String first = "puppet-of-" + requester.email().value();
        String second = "second-" + first;
        RequestSpecification puppet = invited(realm, one, first);
        RequestSpecification ofPuppet = invited(realm, puppet, second);

        puppet.post(request + "/approve").then().statusCode(403).body("code", equalTo("forbidden"));
        ofPuppet.post(request + "/approve").then().statusCode(403);
        puppet.get("/administrators/" + administrator.id()).then().body("phone", notNullValue());
        as(realm, other).post(request + "/approve").then().statusCode(204);
    }

    @Test
    void another_system_administrator_cancels_it_where_none_can_approve_it() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.enrolled(realm);
        Administrator requester = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RequestSpecification one = as(realm, requester);
        RequestSpecification puppet =
                invited(realm, one, "only-" + requester.email().value());
        String path = "/administrators/" + administrator.id() + "/reset-phone";
        Response requested = one.post(path);
        requested.then().statusCode(202).body("effectiveAt", notNullValue());
        puppet.post(path + "/" + requested.jsonPath().getString("requestId") + "/cancel")
                .then()
                .statusCode(204);
        assertThat(resets.findPending(administrator.id(), Factor.PHONE)).isEmpty();
    }

    @Test
    void without_a_second_system_administrator_it_applies_after_a_day() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.enrolled(realm);
        Response requested = admin(realm).post("/administrators/" + administrator.id() + "/reset-phone");
        requested.then().statusCode(202).body("effectiveAt", notNullValue());
        assertThat(TestMail.latestTo(administrator.email().value()).subject()).contains("about to be removed");
        clock.advance(Duration.ofHours(24));
        await("the number's end")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(auditProbe.of(administrator)).contains("PHONE_RESET"));
    }

    @Test
    void the_administrator_cancels_it() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.enrolled(realm);
        String path = "/administrators/" + administrator.id() + "/reset-phone";
        RequestSpecification admin = admin(realm);
        String request = admin.post(path).jsonPath().getString("requestId");
        as(realm, testRealms.administrator(realm))
                .post(path + "/" + request + "/cancel")
                .then()
                .statusCode(403);
        as(realm, administrator).post(path + "/" + request + "/cancel").then().statusCode(204);
        admin.get("/administrators/" + administrator.id()).then().body("phone", notNullValue());
    }

    @Test
    void the_holder_of_the_old_number_cancels_it() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.enrolled(realm);
        RequestSpecification admin = admin(realm);
        admin.post("/administrators/" + administrator.id() + "/reset-phone")
                .then()
                .statusCode(202);
        String notice = TestSms.latestTo(administrator.phone().orElseThrow().value());
        assertThat(notice).matches("Your mobile number for .+ is about to be removed\\. Not you\\? http\\S+/n/\\S{22}");
        given().header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .post(notice.substring(notice.indexOf("/n/")))
                .then()
                .statusCode(303);
        assertThat(auditProbe.of(administrator))
                .contains("PHONE_RESET_CANCELLED")
                .doesNotContain("PHONE_RESET");
        assertThat(resets.findPending(administrator.id(), Factor.PHONE)).isEmpty();
    }

    private RequestSpecification admin(Realm realm) {
        return as(realm, testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
    }
}
