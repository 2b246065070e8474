package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Artifact;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The step-up by password over HTTP, before a page that requires a recent authentication. */
@GatehouseTest
class StepUpByPasswordIT {
    private static final Duration STALE = Duration.ofMinutes(6);

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Inject
    AuditProbe auditProbe;

    private Realm realm;
    private Administrator administrator;
    private Visitor visitor;

    @BeforeEach
    void a_realm_without_second_factor() {
        realm = testRealms.realm();
        administrator = testRealms.administrator(realm);
        visitor = Visitor.of(realm);
    }

    @Test
    void returns_to_the_page_with_a_renewed_session() {
        String older = stale();
        String gated = "/realms/" + realm.slug() + "/gated";

        visitor.get("/gated?tab=1")
                .then()
                .statusCode(302)
                .header(
                        "Location",
                        "/realms/" + realm.slug() + "/step-up?return_to=%2Frealms%2F" + realm.slug()
                                + "%2Fgated%3Ftab%3D1");
        visitor.get("/step-up?return_to=" + gated)
                .then()
                .statusCode(200)
                .body(containsString("name=\"password\""))
                .body(containsString("value=\"" + gated + "\""));
        Response done = visitor.post("/step-up", Map.of("password", TestRealms.PASSWORD, "return_to", gated));

        done.then().statusCode(303).header("Location", gated);
        String newer = done.cookie("gatehouse-session-" + realm.slug());
        assertThat(newer).startsWith(older.substring(0, 37)).isNotEqualTo(older);
        visitor.get("/gated").then().statusCode(200).body(equalTo("The vault"));
        given().accept("text/html")
                .redirects()
                .follow(false)
                .cookie("gatehouse-session-" + realm.slug(), older)
                .get("/realms/" + realm.slug() + "/account")
                .then()
                .statusCode(302);
        assertThat(auditProbe.of(administrator)).endsWith("STEPPED_UP").doesNotContain("SESSION_REVOKED");
    }

    @Test
    void refuses_a_wrong_and_a_missing_password() {
        stale();

        visitor.post("/step-up", Map.of()).then().statusCode(400).body(containsString("Enter your password"));
        visitor.post("/step-up", Map.of("password", "not the one & only"))
                .then()
                .statusCode(401)
                .body(containsString("The password is wrong"))
                .body(not(containsString("not the one")));
        visitor.get("/gated").then().statusCode(302);
    }

    @Test
    void a_late_form_returns_to_its_page() {
        stale();

        visitor.post("/gated?id=1", Map.of("a", "b"))
                .then()
                .statusCode(302)
                .header(
                        "Location",
                        "/realms/" + realm.slug() + "/step-up?return_to=%2Frealms%2F" + realm.slug() + "%2Fgated");
    }

    @Test
    void is_skipped_for_a_recently_authenticated_session() {
        Artifact.needsTheApplicationHere("A page of the tests");
        visitor.signIn(administrator);

        visitor.get("/gated").then().statusCode(200);
        visitor.get("/step-up").then().statusCode(303).header("Location", "/realms/" + realm.slug() + "/account");
    }

    @Test
    void redirects_to_no_other_host() {
        for (String page : List.of("//evil.example", "https://evil.example", "/\\evil.example")) {
            stale();
            visitor.post("/step-up", Map.of("password", TestRealms.PASSWORD, "return_to", page))
                    .then()
                    .statusCode(303)
                    .header("Location", "/realms/" + realm.slug() + "/account");
        }
    }

    private String stale() {
        String secret = visitor.signIn(administrator).cookie("gatehouse-session-" + realm.slug());
        clock.advance(STALE);
        return secret;
    }
}
