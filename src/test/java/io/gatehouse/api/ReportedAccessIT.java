package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.as;
import static io.gatehouse.testing.SessionClient.invited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.factorreset.Factor;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A System Administrator invited by an attacker from a stolen session, which its owner then reports. */
@GatehouseTest
class ReportedAccessIT {
    @Inject
    TestRealms testRealms;

    @Inject
    Administrators administrators;

    @Inject
    FactorResets phoneResets;

    @Test
    void decides_nothing_about_the_owner_s_number_and_is_named() {
        Realm realm = testRealms.realm();
        Administrator colleague = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator owner = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        RequestSpecification stolen = as(realm, owner);
        String first = "puppet-of-" + owner.email().value();
        RequestSpecification puppet = invited(realm, stolen, first);
        RequestSpecification second = invited(realm, puppet, "second-" + first);
        stolen.body(Map.of("name", "kept", "role", "OPERATOR", "expiresInDays", 365))
                .post("/service-tokens")
                .then()
                .statusCode(201);

        ReportedLink.in(mail(owner, "A service token was created"))
                .press()
                .then()
                .statusCode(303);

        FactorResets.FactorReset pending =
                phoneResets.findPending(owner.id(), Factor.PHONE).orElseThrow();
        assertThat(pending.approvers()).extracting(FactorResets.Approver::id).containsExactly(colleague.id());
        String request = "/administrators/" + owner.id() + "/reset-phone/" + pending.id();
        for (RequestSpecification one : List.of(puppet, second)) {
            for (String decision : List.of("/approve", "/cancel")) {
                one.post(request + decision).then().statusCode(403).body("code", equalTo("forbidden"));
            }
        }

        String domain = first.substring(first.indexOf('@'));
        String names = "Puppet (p•••" + domain + "), Puppet (s•••" + domain + ")";
        // In mails, nothing becomes a link.
        String named = "enabled or reset these accounts: "
                + names.replace("@", " at ").replaceAll("\\.(?=[a-z])", " ") + ". If its owner";
        assertThat(mail(owner, "Reset your password")).contains(named);
        assertThat(mail(colleague, "An administrator reported misuse of their account"))
                .contains(named);
        RequestSpecification independent = as(realm, colleague);
        independent.get("/audit?type=MISUSE_REPORTED").then().body("items[0].details.accessGiven", equalTo(names));
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(colleague);
        page(visitor, administrator(realm, first))
                .then()
                .body(containsString("an account of which misuse was reported within 7 days"));
        page(visitor, colleague).then().body(not(containsString("of which misuse was reported")));
        visitor.get("/console/audit").then().body(containsString("enabled or reset in the 7 days before: " + names));

        independent.post(request + "/approve").then().statusCode(204);
    }

    private Administrator administrator(Realm realm, String email) {
        return administrators.find(realm.id(), new EmailAddress(email)).orElseThrow();
    }

    private static Response page(Visitor visitor, Administrator one) {
        return visitor.get("/console/administrators/" + one.id());
    }

    private static String mail(Administrator to, String subject) {
        return await().until(
                        () -> TestMail.allTo(to.email().value()).stream()
                                .filter(mail -> mail.subject().startsWith(subject))
                                .toList(),
                        mails -> !mails.isEmpty())
                .get(0)
                .text();
    }
}
