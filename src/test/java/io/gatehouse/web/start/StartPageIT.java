package io.gatehouse.web.start;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every address leads on: short ones, missing ones, those of another role, and those of a session that has ended. */
@GatehouseTest
class StartPageIT {
    private static final String NAVIGATION = "class=\"rail__pages\"";

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Test
    void short_addresses_lead_to_the_realm() {
        Realm realm = testRealms.realm();
        for (String path : new String[] {"/", "/realms/" + realm.slug()}) {
            given().accept("text/html")
                    .redirects()
                    .follow(false)
                    .get(path)
                    .then()
                    .statusCode(303)
                    .header("Location", path.equals("/") ? "/forgot-realm" : "/realms/" + realm.slug() + "/sign-in");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/sign-out, /sign-in",
        "/console/administrators/resend-invitations, /console/administrators",
        "/console/administrators/4b3f7a52-5d0e-4f6a-9f0f-3a9d0a2f7f11/unlock,"
                + "/console/administrators/4b3f7a52-5d0e-4f6a-9f0f-3a9d0a2f7f11"
    })
    void an_address_that_only_forms_are_posted_to_leads_to_a_page(String form, String page) {
        Realm realm = testRealms.realm();
        signedIn(realm, Role.OPERATOR)
                .get(form)
                .then()
                .statusCode(303)
                .header("Location", "/realms/" + realm.slug() + page);
    }

    @Test
    void a_missing_page_leads_to_the_console_of_the_caller() {
        Realm realm = testRealms.realm();
        Visitor visitor = signedIn(realm, Role.OBSERVER);
        for (String path : new String[] {"/nothing", "/console/nothing", "/console/administrators/nothing/at/all"}) {
            visitor.get(path)
                    .then()
                    .statusCode(404)
                    .body(containsString("Page not found"))
                    .body(containsString("href=\"/realms/" + realm.slug() + "/console\">Go to the overview"));
            Visitor.of(realm)
                    .get(path)
                    .then()
                    .statusCode(404)
                    .body(containsString("Find your realm"), not(containsString(NAVIGATION)));
        }
        given().accept("application/json")
                .get("/realms/" + realm.slug() + "/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void a_page_for_another_role_names_it() {
        Realm realm = testRealms.realm();

        signedIn(realm, Role.OBSERVER)
                .get("/console/settings/appearance")
                .then()
                .statusCode(403)
                .body(containsString("This page is for the role System Administrator. Your role is Observer;"))
                .body(containsString(NAVIGATION), containsString("Go to the overview"));
        signedIn(realm, Role.SYSTEM_ADMINISTRATOR)
                .get("/console/realms")
                .then()
                .statusCode(403)
                .body(containsString("It is for another role or realm"), containsString(NAVIGATION));
    }

    @Test
    void a_session_that_has_ended_says_so_at_the_sign_in() {
        Realm realm = testRealms.realm();
        Visitor visitor = signedIn(realm, Role.OBSERVER);
        clock.advance(Duration.ofHours(9));
        String signIn = "/realms/" + realm.slug() + "/sign-in?signed-out=ended&return_to=%2Frealms%2F" + realm.slug();

        visitor.get("/console/audit").then().statusCode(302).header("Location", signIn + "%2Fconsole%2Faudit");
        visitor.get("/sign-in?signed-out=ended").then().body(containsString("Your session has ended."));
        Visitor.of(realm).get("/console/audit").then().statusCode(302).header("Location", not(containsString("ended")));
    }

    private Visitor signedIn(Realm realm, Role role) {
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.administrator(realm, role));
        return visitor;
    }
}
