package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.AuthenticationInterval;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trusted browsers on the page of the own account, as HTTP. */
@GatehouseTest
public class TrustedBrowserPagesIT {
    public static final Pattern WITHDRAW = Pattern.compile("/account/trusted-browsers/[0-9a-f-]{36}/withdraw");

    @Inject
    TestRealms town;

    @Inject
    AuditProbe trail;

    private Realm realm;
    private Administrator person;
    private Visitor here;
    private Visitor there;

    @BeforeEach
    void two_browsers() {
        realm = town.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
        person = town.enrolled(realm);
        here = Visitor.of(realm);
        there = Visitor.of(realm);
    }

    @Test
    void is_withdrawn_and_asks_for_a_code_again() {
        there.signInByCode(person, Map.of("trust", "yes"));
        here.signInByCode(person, Map.of());

        here.post(here.found("/account", WITHDRAW).get(0), Map.of())
                .then()
                .statusCode(303)
                .header("Location", "/realms/" + realm.slug() + "/account?done=browser-withdrawn");
        assertThat(here.found("/account", WITHDRAW)).isEmpty();
        assertThat(there.signIn(person).header("Location")).endsWith("/sign-in/code");
        assertThat(trail.of(person)).contains("BROWSER_TRUST_WITHDRAWN");
    }

    @Test
    void is_withdrawn_with_all_others() {
        there.signInByCode(person, Map.of("trust", "yes"));
        here.signInByCode(person, Map.of("trust", "yes"));
        assertThat(here.found("/account", WITHDRAW)).hasSize(2);
        here.get("/account").then().body(containsString("Remove all"));

        here.post("/account/trusted-browsers/withdraw", Map.of())
                .then()
                .statusCode(303)
                .header("Location", "/realms/" + realm.slug() + "/account?done=browsers-withdrawn");
        assertThat(here.found("/account", WITHDRAW)).isEmpty();
        assertThat(here.signIn(person).header("Location")).endsWith("/sign-in/code");
    }

    @Test
    void of_somebody_else_is_out_of_reach() {
        there.signInByCode(person, Map.of("trust", "yes"));
        here.signInByCode(town.enrolled(realm), Map.of());

        here.post(there.found("/account", WITHDRAW).get(0), Map.of())
                .then()
                .statusCode(404)
                .body(containsString("Page not found"));
        assertThat(there.found("/account", WITHDRAW)).hasSize(1);
    }

    @Test
    void is_named_where_one_signed_in_by_it() {
        there.signInByCode(person, Map.of("trust", "yes"));
        there.post("/sign-out", Map.of());

        assertThat(there.signIn(person).header("Location")).endsWith("/console");
        there.get("/account").then().body(containsString("Password, in a trusted browser"));
    }

    @Test
    void is_explained_where_there_is_none() {
        here.signInByCode(person, Map.of());
        here.get("/account").then().body(containsString("None yet."));

        Realm always = town.realm(MfaMethod.SMS);
        Visitor asked = Visitor.of(always);
        asked.signInByCode(town.enrolled(always), Map.of());
        asked.get("/account").then().body(containsString("asks for a code at every sign-in"));

        Realm without = town.realm();
        Visitor unasked = Visitor.of(without);
        unasked.signIn(town.administrator(without));
        unasked.get("/account").then().body(containsString("doesn’t ask for a code at sign-in"));
    }
}
