package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.http.Header;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forms can be sent only from Gatehouse's own pages. */
@GatehouseTest
class SameOriginIT {
    private static final List<String> FORMS =
            List.of("/sign-in", "/sign-in/phone", "/sign-in/code", "/sign-in/code/recovery", "/sign-out");

    @Inject
    TestRealms testRealms;

    @Test
    void forms_of_other_sites_are_refused() {
        Realm realm = testRealms.realm();
        for (String form : FORMS) {
            for (Header from : List.of(
                    new Header("Sec-Fetch-Site", "cross-site"),
                    new Header("Sec-Fetch-Site", "same-site"),
                    new Header("Sec-Fetch-Site", "none"),
                    new Header("Origin", "https://evil.example"),
                    new Header("Origin", "http://localhost:8081.evil.example"),
                    new Header("Origin", "null"),
                    new Header("X-Nothing", "said"))) {
                given().accept("text/html")
                        .header(from)
                        .contentType("application/x-www-form-urlencoded")
                        .post("/realms/" + realm.slug() + form)
                        .then()
                        .statusCode(403)
                        .body(containsString("You don’t have access to this page"));
            }
        }
    }

    @Test
    void a_forged_origin_does_not_override_sec_fetch_site() {
        given().accept("text/html")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Origin", "http://localhost:8081")
                .contentType("application/x-www-form-urlencoded")
                .post("/realms/" + testRealms.realm().slug() + "/sign-in")
                .then()
                .statusCode(403);
    }

    @Test
    void a_browser_that_sends_only_origin_is_accepted() {
        given().redirects()
                .follow(false)
                .accept("text/html")
                .header("Origin", "http://localhost:8081")
                .contentType("application/x-www-form-urlencoded")
                .post("/realms/" + testRealms.realm().slug() + "/sign-in")
                .then()
                .statusCode(303);
    }

    @Test
    void no_header_turns_one_method_into_another() {
        given().accept("text/html")
                .header("X-HTTP-Method-Override", "POST")
                .redirects()
                .follow(false)
                .get("/realms/" + testRealms.realm().slug() + "/sign-out")
                .then()
                .statusCode(303);
    }
}
