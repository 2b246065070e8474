package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trusted browsers on the account page over HTTP. */
@GatehouseTest
public class TrustedBrowserPagesIT {
    public static final Pattern WITHDRAW = Pattern.compile("/account/trusted-browsers/[0-9a-f-]{36}/withdraw");

    @Inject
    TestRealms testRealms;

    @Inject
    AuditProbe auditProbe;

    private Realm realm;
    private Administrator administrator;
    private Visitor here;
    private Visitor there;

    @BeforeEach
    void two_browsers() {
        realm = testRealms.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
        administrator = testRealms.enrolled(realm);
        here = Visitor.of(realm);
        there = Visitor.of(realm);
    }

    @Test
    void is_revoked_and_needs_a_code_again() {
        there.signInByCode(administrator, Map.of("trust", "yes"));
        here.signInByCode(administrator, Map.of());

        here.post(here.found("/account", WITHDRAW).get(0), Map.of())
                .then()
                .statusCode(303)
                .header("Location", "/realms/" + realm.slug() + "/account?done=browser-withdrawn");
        assertThat(here.found("/account", WITHDRAW)).isEmpty();
        assertThat(there.signIn(administrator).header("Location")).contains("/sign-in/code?flow=");
        assertThat(auditProbe.of(administrator)).contains("BROWSER_TRUST_WITHDRAWN");
    }

    @Test
    void is_revoked_with_all_others() {
        there.signInByCode(administrator, Map.of("trust", "yes"));
        here.signInByCode(administrator, Map.of("trust", "yes"));
        assertThat(here.found("/account", WITHDRAW)).hasSize(2);
        here.get("/account").then().body(containsString("Remove all"));

        here.post("/account/trusted-browsers/withdraw", Map.of())
                .then()
                .statusCode(303)
                .header("Location", "/realms/" + realm.slug() + "/account?done=browsers-withdrawn");
        assertThat(here.found("/account", WITHDRAW)).isEmpty();
        assertThat(here.signIn(administrator).header("Location")).contains("/sign-in/code?flow=");
    }

    @Test
    void of_another_account_cannot_be_revoked() {
        there.signInByCode(administrator, Map.of("trust", "yes"));
        here.signInByCode(testRealms.enrolled(realm), Map.of());

        here.post(there.found("/account", WITHDRAW).get(0), Map.of())
                .then()
                .statusCode(404)
                .body(containsString("Page not found"));
        assertThat(there.found("/account", WITHDRAW)).hasSize(1);
    }

    @Test
    void is_shown_as_the_factor_of_a_session() {
        there.signInByCode(administrator, Map.of("trust", "yes"));
        there.post("/sign-out", Map.of());

        assertThat(there.signIn(administrator).header("Location")).endsWith("/console");
        there.get("/account").then().body(containsString("Password, in a trusted browser"));
    }

    @Test
    void explains_why_there_is_none() {
        here.signInByCode(administrator, Map.of());
        here.get("/account").then().body(containsString("None yet."));

        Realm always = testRealms.realm(MfaMethod.SMS);
        Visitor everySignIn = Visitor.of(always);
        everySignIn.signInByCode(testRealms.enrolled(always), Map.of());
        everySignIn.get("/account").then().body(containsString("asks for a code at every sign-in"));

        Realm without = testRealms.realm();
        Visitor unasked = Visitor.of(without);
        unasked.signIn(testRealms.administrator(without));
        unasked.get("/account").then().body(containsString("doesn’t ask for a code at sign-in"));
    }
}
