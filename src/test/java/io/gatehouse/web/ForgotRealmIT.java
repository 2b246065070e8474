package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.AnsweredForm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The mail that lists the realms of an address. */
@GatehouseTest
class ForgotRealmIT {
    @Inject
    TestRealms testRealms;

    @Test
    void mails_the_realms_and_responds_the_same_for_every_address() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Response known = request(administrator.email().value());
        Response unknown = request("nobody@example.com");
        assertThat(known.statusCode()).isEqualTo(303).isEqualTo(unknown.statusCode());
        assertThat(known.header("Location")).isEqualTo(unknown.header("Location"));
        assertThat(known.asString()).isEqualTo(unknown.asString());
        assertThat(TestMail.latestTo(administrator.email().value()).text())
                .contains(
                        "/realms/" + realm.slug() + "/sign-in", realm.settings().displayName());
        given().accept("text/html").get("/forgot-realm").then().statusCode(200).body(containsString("Find your realm"));
        given().accept("text/html").get("/forgot-realm/sent").then().statusCode(200);
        request("no address").then().statusCode(400);
    }

    private static Response request(String email) {
        return AnsweredForm.page(given().accept("text/html")
                .redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("email", email)
                .post("/forgot-realm"));
    }
}
