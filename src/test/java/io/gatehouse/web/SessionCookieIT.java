package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The session cookie of the pages, and how it ends. */
@GatehouseTest
class SessionCookieIT {
    @Inject
    TestRealms testRealms;

    @Inject
    AuditProbe auditProbe;

    @Test
    void a_session_is_bound_to_its_realm() {
        Realm home = testRealms.realm();
        Realm other = testRealms.realm();
        Response answer = Visitor.of(home).signIn(testRealms.administrator(home));
        String secret = answer.cookie("gatehouse-session-" + home.slug());

        given().accept("text/html")
                .redirects()
                .follow(false)
                .cookie("gatehouse-session-" + other.slug(), secret)
                .get("/realms/" + other.slug() + "/console")
                .then()
                .statusCode(302);
    }

    @Test
    void two_cookies_of_one_name_are_ignored() {
        Realm realm = testRealms.realm();
        String name = "gatehouse-session-" + realm.slug();
        String secret =
                Visitor.of(realm).signIn(testRealms.administrator(realm)).cookie(name);

        given().accept("text/html")
                .redirects()
                .follow(false)
                .header("Cookie", name + "=planted; " + name + "=" + secret)
                .get("/realms/" + realm.slug() + "/console")
                .then()
                .statusCode(302);
    }

    @Test
    void signing_out_revokes_the_session_and_clears_cached_pages() {
        Realm realm = testRealms.realm();
        Visitor visitor = Visitor.of(realm);
        String name = "gatehouse-session-" + realm.slug();
        Administrator administrator = testRealms.administrator(realm);
        String secret = visitor.signIn(administrator).cookie(name);

        visitor.get("/console").then().statusCode(200).header("Cache-Control", "no-store");
        visitor.post("/sign-out", Map.of())
                .then()
                .statusCode(303)
                .header("Clear-Site-Data", "\"cache\"")
                .header("Location", "/realms/" + realm.slug() + "/sign-in?signed-out=yes");
        given().accept("text/html")
                .redirects()
                .follow(false)
                .cookie(name, secret)
                .get("/realms/" + realm.slug() + "/console")
                .then()
                .statusCode(302);
        given().accept("text/html")
                .cookie(name, secret)
                .get("/realms/" + realm.slug() + "/sign-in")
                .then()
                .statusCode(200);
        visitor.get("/sign-in?signed-out=yes").then().statusCode(200).body(containsString("You are signed out"));
        visitor.get("/sign-in?signed-out=perhaps").then().body(not(containsString("You are signed out")));
        assertThat(auditProbe.of(administrator)).endsWith("SIGNED_OUT");
    }

    @Test
    void a_new_sign_in_revokes_the_session_whose_cookie_it_replaces() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Visitor elsewhere = Visitor.of(realm);
        elsewhere.signIn(administrator);
        Visitor visitor = Visitor.of(realm);
        String older = visitor.signIn(administrator).cookie("gatehouse-session-" + realm.slug());

        visitor.signIn(testRealms.administrator(realm));

        opens(realm, older, 302);
        visitor.get("/console").then().statusCode(200);
        elsewhere.get("/console").then().statusCode(200);
        assertThat(auditProbe.of(administrator)).endsWith("SESSION_REVOKED");
    }

    @Test
    void an_invalid_cookie_does_not_prevent_signing_in() {
        Realm realm = testRealms.realm();
        Realm other = testRealms.realm();
        String foreign =
                Visitor.of(other).signIn(testRealms.administrator(other)).cookie("gatehouse-session-" + other.slug());

        for (String cookie : List.of("nonsense", "x.y", foreign)) {
            given().accept("text/html")
                    .redirects()
                    .follow(false)
                    .header("Sec-Fetch-Site", "same-origin")
                    .cookie("gatehouse-session-" + realm.slug(), cookie)
                    .formParam("email", testRealms.administrator(realm).email().value())
                    .formParam("password", TestRealms.PASSWORD)
                    .post("/realms/" + realm.slug() + "/sign-in")
                    .then()
                    .statusCode(303)
                    .header("Location", "/realms/" + realm.slug() + "/console");
        }
        opens(other, foreign, 200);
    }

    private static void opens(Realm realm, String cookie, int status) {
        given().accept("text/html")
                .redirects()
                .follow(false)
                .cookie("gatehouse-session-" + realm.slug(), cookie)
                .get("/realms/" + realm.slug() + "/console")
                .then()
                .statusCode(status);
    }
}
