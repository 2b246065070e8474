package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the forms of settings say that a change will do, before it is saved. */
@GatehouseTest
class SettingsEffectsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    Realms realms;

    @Test
    void turning_on_the_second_factor_signs_out_everyone_else_and_is_announced() {
        Realm realm = testRealms.realm();
        Visitor visitor = systemAdministrator(realm);
        Visitor.of(realm).signIn(testRealms.administrator(realm));
        testRealms.administrator(realm);

        visitor.get("/console/settings/sessions").then().body(containsString("Nothing changes yet."));
        preview(visitor, "mfa", Map.of("method", "EMAIL", "interval", "ALWAYS"))
                .body(containsString("1 administrator is signed out and must sign in again"))
                .body(containsString("3 administrators get an e-mail that names you."));
        assertThat(realms.find(realm.id()).orElseThrow().version()).isEqualTo(realm.version());
    }

    @Test
    void another_interval_ends_the_trust_in_browsers_and_no_session() {
        Realm realm = testRealms.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        Visitor visitor = Visitor.of(realm);
        visitor.signInByCode(systemAdministrator, Map.of("trust", "on"));
        Visitor.of(realm).signInByCode(testRealms.enrolled(realm), Map.of());

        preview(visitor, "mfa", Map.of("method", "SMS", "interval", "MONTH"))
                .body(containsString("No one else is signed out."))
                .body(containsString("1 administrator’s trusted browsers lose their trust."))
                .body(not(containsString("get an e-mail")));
        visitor.get("/console/settings/mfa/off")
                .then()
                .body(containsString("1 administrator’s trusted browsers lose their trust."))
                .body(containsString("2 administrators get an e-mail that names you."));
    }

    @Test
    void a_higher_minimum_names_who_lacks_it_and_what_the_caller_needs_first() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        Visitor visitor = Visitor.of(realm);
        visitor.signInByCode(systemAdministrator, Map.of());
        Visitor.of(realm).signInByCode(testRealms.enrolled(realm), Map.of());

        Map<String, String> entry = Map.of("totp", "ALLOWED", "passkey", "ALLOWED", "minimum", "PASSKEY");
        preview(visitor, "authenticators", entry)
                .body(containsString("you confirm that it’s you with this factor: Passkey."))
                .body(containsString("1 of 1 System Administrators has no passkey"))
                .body(containsString("1 administrator gets an e-mail that names you."));
        preview(visitor, "authenticators", Map.of("totp", "OFF", "passkey", "ALLOWED"))
                .body(containsString("No one else is signed out."));
    }

    @Test
    void open_sessions_and_numbers_of_other_countries_are_counted() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        Visitor visitor = Visitor.of(realm);
        visitor.signInByCode(systemAdministrator, Map.of());

        preview(visitor, "sessions", Map.of("minLength", "15", "idle", "5", "idleUnit", "MINUTES"))
                .body(containsString("1 open session keeps its present lengths"));
        String own = systemAdministrator.phone().orElseThrow().country();
        String other = own.equals("FR") ? "DE" : "FR";
        preview(visitor, "text-messages", Map.of("allowed", "CHOSEN", "countries", other))
                .body(containsString("1 administrator has a mobile number from another country."));
        preview(visitor, "text-messages", Map.of("allowed", "CHOSEN", "countries", own))
                .body(containsString("Every mobile number that is in use is from an allowed country."));
    }

    private Visitor systemAdministrator(Realm realm) {
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
        return visitor;
    }

    private static ValidatableResponse preview(Visitor visitor, String section, Map<String, String> entry) {
        Map<String, String> form = new HashMap<>(entry);
        form.put("action", "PREVIEW");
        return visitor.post("/console/settings/" + section, form).then().statusCode(200);
    }
}
