package io.gatehouse.web.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.TrustedBrowserPagesIT;
import io.gatehouse.web.Visitor;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The account page over HTTP. */
@GatehouseTest
class AccountPagesIT {
    private static final Pattern END = Pattern.compile("/account/sessions/[0-9a-f-]{36}/end");

    @Inject
    TestRealms testRealms;

    @Inject
    AuditProbe auditProbe;

    @Test
    void shows_the_profile_in_every_role() {
        Realm realm = testRealms.realm();
        for (Role role : Role.values()) {
            Administrator administrator = testRealms.administrator(realm, role);
            Visitor visitor = Visitor.of(realm);
            visitor.signIn(administrator);

            visitor.get("/account")
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", "no-store")
                    .body(containsString(administrator.email().value()))
                    .body(containsString("This browser"));
        }
    }

    @Test
    void shows_the_number_masked() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.enrolled(realm);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);

        visitor.get("/account")
                .then()
                .body(containsString(administrator.phone().orElseThrow().hint()))
                .body(not(containsString(administrator.phone().orElseThrow().value())));
    }

    @Test
    void requires_a_session_of_that_realm() {
        Realm realm = testRealms.realm();
        Realm other = testRealms.realm();
        String secret =
                Visitor.of(realm).signIn(testRealms.administrator(realm)).cookie("gatehouse-session-" + realm.slug());

        Visitor.of(realm)
                .get("/account")
                .then()
                .statusCode(302)
                .header("Location", containsString("/sign-in?return_to=%2Frealms%2F" + realm.slug() + "%2Faccount"));
        given().accept("text/html")
                .redirects()
                .follow(false)
                .cookie("gatehouse-session-" + other.slug(), secret)
                .get("/realms/" + other.slug() + "/account")
                .then()
                .statusCode(302);
    }

    @Test
    void shows_only_known_notices() {
        Realm realm = testRealms.realm();
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.administrator(realm));

        visitor.get("/account?done=session-ended").then().body(containsString("Session ended."));
        visitor.get("/account?done=%3Cscript%3E").then().statusCode(200).body(not(containsString("role=\"status\"")));
    }

    @Test
    void forms_of_other_sites_are_refused() {
        Realm realm = testRealms.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
        Visitor visitor = Visitor.of(realm);
        String secret = visitor.signInByCode(testRealms.enrolled(realm), Map.of("trust", "yes"))
                .cookie("gatehouse-session-" + realm.slug());

        for (String form : List.of(
                visitor.found("/account", END).get(0),
                "/account/sessions/end",
                visitor.found("/account", TrustedBrowserPagesIT.WITHDRAW).get(0),
                "/account/trusted-browsers/withdraw",
                "/step-up",
                "/step-up/code",
                "/step-up/code/recovery")) {
            given().accept("text/html")
                    .header("Sec-Fetch-Site", "cross-site")
                    .cookie("gatehouse-session-" + realm.slug(), secret)
                    .contentType("application/x-www-form-urlencoded")
                    .post("/realms/" + realm.slug() + form)
                    .then()
                    .statusCode(403)
                    .body(containsString("You don’t have access to this page"));
        }
        assertThat(visitor.found("/account", END)).hasSize(1);
        assertThat(visitor.found("/account", TrustedBrowserPagesIT.WITHDRAW)).hasSize(1);
    }

    @Nested
    class A_session {
        private final Realm realm = testRealms.realm();
        private final Administrator administrator = testRealms.administrator(realm);
        private final Visitor here = Visitor.of(realm);
        private final Visitor there = Visitor.of(realm);

        @Test
        void elsewhere_is_revoked_at_once() {
            here.signIn(administrator);
            String own = here.found("/account", END).get(0);
            there.signIn(administrator);
            assertThat(here.found("/account", END)).hasSize(2);

            here.post(other(own), Map.of())
                    .then()
                    .statusCode(303)
                    .header("Location", "/realms/" + realm.slug() + "/account?done=session-ended");

            there.get("/account").then().statusCode(302);
            assertThat(here.found("/account", END)).containsExactly(own);
            assertThat(auditProbe.of(administrator)).endsWith("SESSION_REVOKED");
        }

        @Test
        void that_is_current_is_revoked_by_signing_out() {
            here.signIn(administrator);
            String own = here.found("/account", END).get(0);
            there.signIn(administrator);

            here.post(own, Map.of())
                    .then()
                    .statusCode(303)
                    .header("Clear-Site-Data", "\"cache\"")
                    .header("Location", "/realms/" + realm.slug() + "/sign-in?signed-out=yes");
            here.get("/account").then().statusCode(302);
            there.get("/account").then().statusCode(200);
        }

        @Test
        void of_another_account_cannot_be_revoked() {
            there.signIn(administrator);
            String foreign = there.found("/account", END).get(0);
            here.signIn(testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));

            for (String link : List.of(foreign, "/account/sessions/" + UUID.randomUUID() + "/end")) {
                here.post(link, Map.of()).then().statusCode(404).body(containsString("Page not found"));
            }
            here.post("/account/sessions/no-id/end", Map.of()).then().statusCode(404);
            there.get("/account").then().statusCode(200);
        }

        @Test
        void is_revoked_with_all_others() {
            here.signIn(administrator);
            there.signIn(administrator);

            here.post("/account/sessions/end", Map.of())
                    .then()
                    .statusCode(303)
                    .header("Clear-Site-Data", "\"cache\"")
                    .header("Location", "/realms/" + realm.slug() + "/sign-in?signed-out=everywhere");
            here.get("/account").then().statusCode(302);
            there.get("/account").then().statusCode(302);
            here.get("/sign-in?signed-out=everywhere")
                    .then()
                    .body(containsString("You are signed out on every device."));
        }

        private String other(String own) {
            return here.found("/account", END).stream()
                    .filter(link -> !link.equals(own))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
