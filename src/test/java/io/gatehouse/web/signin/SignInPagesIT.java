package io.gatehouse.web.signin;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.Visitor;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sign-in pages over HTTP. */
@GatehouseTest
class SignInPagesIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Inject
    Administrators administrators;

    @Test
    void a_first_sign_in_enrols_a_number_and_returns_to_the_page() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.administrator(realm);
        Visitor visitor = Visitor.of(realm);
        String page = "/realms/" + realm.slug() + "/console?tab=audit&after=1";

        Response led = visitor.get("/console?tab=audit&after=1");
        led.then().statusCode(302);
        assertThat(led.header("Location")).startsWith("/realms/" + realm.slug() + "/sign-in?return_to=");
        visitor.signIn(administrator, page)
                .then()
                .header("Location", startsWith("/realms/" + realm.slug() + "/sign-in/phone?flow="));
        MobileNumber number = testRealms.number();
        visitor.post(
                        "/sign-in/phone",
                        Map.of("country", "DE", "phone", "0" + number.value().substring(3)))
                .then()
                .statusCode(303)
                .header("Location", startsWith("/realms/" + realm.slug() + "/sign-in/code?flow="));
        String code = SignInClient.codeIn(TestSms.latestTo(number.value()));
        Response signedIn =
                visitor.post("/sign-in/code", Map.of("code", code.substring(0, 3) + " " + code.substring(3)));

        signedIn.then().statusCode(303);
        assertThat(signedIn.header("Location"))
                .isEqualTo("/realms/" + realm.slug() + "/account/recovery-codes?return_to="
                        + URLEncoder.encode(page, StandardCharsets.UTF_8));
        assertThat(signedIn.headers().getValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("gatehouse-session-" + realm.slug() + "=")
                        .containsIgnoringCase("HttpOnly")
                        .containsIgnoringCase("SameSite=Lax")
                        .containsIgnoringCase("Path=/")
                        .doesNotContainIgnoringCase("Domain"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("gatehouse-sign-in-" + realm.slug() + ".")
                        .containsIgnoringCase("Max-Age=0"));
        visitor.get("/console?tab=audit&after=1")
                .then()
                .statusCode(200)
                .body(containsString(administrator.displayName()))
                .body(containsString("code by text message"));
    }

    @Test
    void a_later_sign_in_asks_for_a_mailed_code_before_the_number_which_passes_no_step_up_for_an_hour() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        Visitor first = Visitor.of(realm);
        first.signIn(administrator);
        first.post("/sign-in/code", Map.of("channel", "EMAIL")).then().statusCode(303);
        first.post("/sign-in/code", Map.of("code", mailedCode(administrator, 1)))
                .then()
                .statusCode(303);

        Visitor visitor = Visitor.of(realm);
        assertThat(visitor.signIn(administrator).header("Location")).contains("/sign-in/code?flow=");
        visitor.get("/sign-in/code")
                .then()
                .statusCode(200)
                .body(containsString("Before you add a mobile number"))
                .body(not(containsString("/sign-in/code/recovery")));
        assertThat(visitor.get("/sign-in/phone").header("Location")).contains("/sign-in/code?flow=");
        assertThat(visitor.post("/sign-in/code", Map.of("code", mailedCode(administrator, 2)))
                        .header("Location"))
                .contains("/sign-in/phone?flow=");
        MobileNumber number = testRealms.number();
        visitor.post("/sign-in/phone", Map.of("country", "", "phone", number.value()))
                .then()
                .statusCode(303);
        String code = SignInClient.codeIn(TestSms.latestTo(number.value()));
        assertThat(visitor.post("/sign-in/code", Map.of("code", code)).header("Location"))
                .as("no recovery codes are offered")
                .endsWith("/console");
        visitor.get("/account/recovery-codes").then().statusCode(403).body(containsString("This is not possible yet"));
        visitor.get("/step-up").then().statusCode(403).body(containsString("This is not possible yet"));
        visitor.post("/step-up", Map.of()).then().statusCode(403);
    }

    @Test
    void a_mailed_code_before_the_number_signs_in_without_one() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        administrators.signedIn(administrator, true);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        visitor.post("/sign-in/code", Map.of("code", mailedCode(administrator, 1)))
                .then()
                .statusCode(303);
        visitor.get("/sign-in/phone").then().statusCode(200);
        assertThat(visitor.post("/sign-in/code", Map.of("channel", "EMAIL")).header("Location"))
                .endsWith("/console");
        visitor.get("/console").then().statusCode(200);
    }

    @Test
    void the_console_is_unreachable_between_password_and_code() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.enrolled(realm));

        for (String path : List.of("/console", "/console/", "/console;x=1", "/console/../console", "/%63onsole")) {
            assertThat(visitor.get(path).statusCode()).as(path).isIn(302, 404);
        }
    }

    @Test
    void a_wrong_password_keeps_the_address_and_never_the_password() {
        Realm realm = testRealms.realm();

        Visitor.of(realm)
                .post("/sign-in", Map.of("email", "some.body@example.com", "password", "not the one & only"))
                .then()
                .statusCode(401)
                .body(containsString("value=\"some.body@example.com\""))
                .body(not(containsString("not the one")))
                .body(containsString("E-mail address or password is wrong"))
                .body(containsString("<title>Error: "));
    }

    @Test
    void missing_values_are_reported_at_their_fields() {
        Realm realm = testRealms.realm();

        Visitor.of(realm)
                .post("/sign-in", Map.of())
                .then()
                .statusCode(400)
                .body(containsString("href=\"#email\""))
                .body(containsString("href=\"#password\""))
                .body(containsString("id=\"email-error\""))
                .body(containsString("aria-invalid=\"true\""));
    }

    @Test
    void entered_values_are_escaped() {
        Realm realm = testRealms.realm();

        Visitor.of(realm)
                .post("/sign-in", Map.of("email", "\"><script>alert(1)</script>{7*7}", "password", "x"))
                .then()
                .statusCode(401)
                .body(not(containsString("<script>alert")))
                .body(containsString("{7*7}"));
    }

    @Test
    void a_page_of_another_host_is_not_returned_to() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);

        for (String page :
                List.of("//evil.example", "/\\evil.example", "https://evil.example", "/%2F%2Fevil.example")) {
            Visitor.of(realm)
                    .signIn(administrator, page)
                    .then()
                    .header("Location", "/realms/" + realm.slug() + "/console");
            given().accept("text/html")
                    .queryParam("return_to", page)
                    .get("/realms/" + realm.slug() + "/sign-in")
                    .then()
                    .body(not(containsString("evil")));
        }
    }

    @Test
    void a_forged_host_header_does_not_change_redirects() {
        Realm realm = testRealms.realm();

        String location = given().accept("text/html")
                .redirects()
                .follow(false)
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .get("/realms/" + realm.slug() + "/console")
                .then()
                .statusCode(302)
                .extract()
                .header("Location");

        assertThat(location).startsWith("/realms/" + realm.slug() + "/sign-in");
    }

    @Test
    void five_wrong_codes_end_the_sign_in() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        String code = SignInClient.codeIn(
                TestSms.latestTo(administrator.phone().orElseThrow().value()));
        Map<String, String> wrong = Map.of("code", SignInClient.otherThan(code));

        visitor.post("/sign-in/code", Map.of("code", "12345")).then().statusCode(400);
        visitor.post("/sign-in/code", wrong).then().statusCode(401).body(containsString("You have 4 attempts left"));
        for (int left = 3; left >= 1; left--) {
            visitor.post("/sign-in/code", wrong).then().statusCode(401).body(containsString("left"));
        }
        visitor.post("/sign-in/code", wrong).then().statusCode(401).body(containsString("No attempts left"));
        visitor.post("/sign-in/code", Map.of("code", code)).then().statusCode(303);
        visitor.get("/console").then().statusCode(302);
    }

    @Test
    void a_new_code_has_a_wait_that_the_page_shows() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);

        visitor.post("/sign-in/code", Map.of("channel", "SMS"))
                .then()
                .statusCode(429)
                .header("Retry-After", not(containsString("-")))
                .body(containsString("You can request a new code in "));
        clock.advance(Duration.ofSeconds(61));
        visitor.post("/sign-in/code", Map.of("channel", "SMS")).then().statusCode(303);
        assertThat(TestSms.latestTo(administrator.phone().orElseThrow().value(), 2))
                .isNotBlank();
    }

    @Test
    void starting_again_ends_the_sign_in() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.enrolled(realm));

        visitor.get("/sign-in/code").then().statusCode(200).body(containsString("Choose how to get your code"));
        visitor.post("/sign-in/code", Map.of("cancel", "yes")).then().statusCode(303);
        visitor.get("/sign-in/code").then().statusCode(303).header("Location", "/realms/" + realm.slug() + "/sign-in");
    }

    @Test
    void an_abandoned_sign_in_expires_with_a_message() {
        Realm realm = testRealms.realm(MfaMethod.SMS);

        String expired = "x".repeat(43);
        String handle = Digests.sha256Base64Url(expired).substring(0, 8);
        given().accept("text/html")
                .cookie("gatehouse-sign-in-" + realm.slug() + "." + handle, expired + ".1")
                .get("/realms/" + realm.slug() + "/sign-in/code")
                .then()
                .statusCode(401)
                .body(containsString("This sign-in has expired"))
                .body(containsString("Start again"));
    }
}
