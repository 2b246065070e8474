package io.gatehouse.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Artifact;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The step-up by code over HTTP, before a page that requires a recent authentication. */
@GatehouseTest
class StepUpByCodeIT {
    private static final Duration STALE = Duration.ofMinutes(6);

    @Inject
    TestRealms testRealms;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    TestClock clock;

    private Realm realm;
    private Administrator administrator;
    private String number;
    private Visitor visitor;
    private String page;

    @BeforeEach
    void a_realm_with_codes_by_text_message() {
        realm = testRealms.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
        administrator = testRealms.enrolled(realm);
        number = administrator.phone().orElseThrow().value();
        visitor = Visitor.of(realm);
        page = "/realms/" + realm.slug() + "/gated";
    }

    @Test
    void returns_to_the_page_with_a_renewed_session() {
        String older = stale();

        visitor.get("/step-up?return_to=" + page)
                .then()
                .statusCode(200)
                .body(containsString("name=\"channel\" value=\"SMS\""))
                .body(containsString(administrator.phone().orElseThrow().hint()))
                .body(not(containsString("name=\"password\"")));
        assertThat(TestSms.allTo(number)).hasSize(1);
        visitor.post("/step-up", Map.of("return_to", page, "channel", "SMS"))
                .then()
                .statusCode(303)
                .header("Location", startsWith("/realms/" + realm.slug() + "/step-up/code?flow="));
        String code = SignInClient.codeIn(TestSms.latestTo(number, 2));
        visitor.get("/step-up/code")
                .then()
                .statusCode(200)
                .body(containsString("Check your phone"))
                .body(not(containsString("name=\"trust\"")));
        visitor.post("/step-up/code", Map.of("code", SignInClient.otherThan(code)))
                .then()
                .statusCode(401)
                .body(containsString("You have 4 attempts left"));
        Response done = visitor.post("/step-up/code", Map.of("code", code, "trust", "yes"));

        done.then().statusCode(303).header("Location", page);
        assertThat(done.cookie("gatehouse-session-" + realm.slug()))
                .startsWith(older.substring(0, 37))
                .isNotEqualTo(older);
        assertThat(done.headers().getValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("gatehouse-step-up-" + realm.slug() + ".")
                        .containsIgnoringCase("Max-Age=0"))
                .noneSatisfy(cookie -> assertThat(cookie).startsWith("gatehouse-trust"));
        visitor.get("/gated").then().statusCode(200);
    }

    @Test
    void accepts_a_recovery_code_when_the_realms_text_messages_are_spent() {
        realm = testRealms.realm(settings -> TestRealms.smsADay(settings, 1));
        administrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        visitor = Visitor.of(realm);
        page = "/realms/" + realm.slug() + "/gated";
        String code =
                recoveryCodes.regenerate(realm.id(), administrator.id()).get(0).formatted();
        stale();

        visitor.post("/step-up", Map.of("return_to", page))
                .then()
                .statusCode(303)
                .header("Location", startsWith("/realms/" + realm.slug() + "/step-up/code?flow="));
        visitor.get("/step-up/code")
                .then()
                .statusCode(200)
                .body(containsString("No code can be sent right now"))
                .body(containsString("/step-up/code/recovery"));
        visitor.post("/step-up/code/recovery", Map.of("recovery", code))
                .then()
                .statusCode(303)
                .header("Location", page);
        visitor.get("/gated").then().statusCode(200);
    }

    @Test
    void is_required_in_a_trusted_browser_too() {
        Artifact.needsTheApplicationHere("A page of the tests");
        visitor.signInByCode(administrator, Map.of("trust", "yes"));
        visitor.post("/sign-out", Map.of());
        assertThat(visitor.signIn(administrator).header("Location")).endsWith("/console");

        visitor.get("/gated").then().statusCode(302).header("Location", containsString("/step-up?"));
    }

    @Test
    void is_bound_to_its_session() {
        stale();
        Map<String, String> pending = Visitor.pending(visitor.post("/step-up", Map.of()), "step-up", "step-up");
        String code = SignInClient.codeIn(TestSms.latestTo(number, 2));
        String elsewhere =
                Visitor.of(realm).signInByCode(administrator, Map.of()).cookie("gatehouse-session-" + realm.slug());

        given().accept("text/html")
                .header("Sec-Fetch-Site", "same-origin")
                .cookie("gatehouse-session-" + realm.slug(), elsewhere)
                .cookies(pending)
                .formParam("code", code)
                .post("/realms/" + realm.slug() + "/step-up/code")
                .then()
                .statusCode(401)
                .body(containsString("This confirmation has expired"))
                .body(containsString("href=\"/realms/" + realm.slug() + "/step-up\""));
    }

    @Test
    void of_a_sign_in_is_no_step_up() {
        String session = stale();
        Map<String, String> signIn = Visitor.pending(Visitor.of(realm).signIn(administrator), "sign-in", "step-up");
        String code = SignInClient.codeIn(TestSms.latestTo(number, 2));

        given().accept("text/html")
                .header("Sec-Fetch-Site", "same-origin")
                .cookie("gatehouse-session-" + realm.slug(), session)
                .cookies(signIn)
                .formParam("code", code)
                .post("/realms/" + realm.slug() + "/step-up/code")
                .then()
                .statusCode(401)
                .body(containsString("This confirmation has expired"));
    }

    @Test
    void can_be_cancelled() {
        stale();
        visitor.post("/step-up", Map.of("return_to", page));
        visitor.post("/step-up/code", Map.of("cancel", "yes"))
                .then()
                .statusCode(303)
                .header("Location", "/realms/" + realm.slug() + "/account");

        visitor.get("/step-up/code").then().statusCode(303).header("Location", "/realms/" + realm.slug() + "/step-up");
        visitor.get("/gated").then().statusCode(302);
        visitor.get("/account").then().statusCode(200);
    }

    @Test
    void ends_after_five_wrong_codes_and_keeps_the_session() {
        stale();
        visitor.post("/step-up", Map.of("return_to", page));
        String wrong = SignInClient.otherThan(SignInClient.codeIn(TestSms.latestTo(number, 2)));
        for (int left = 4; left >= 1; left--) {
            visitor.post("/step-up/code", Map.of("code", wrong)).then().statusCode(401);
        }

        visitor.post("/step-up/code", Map.of("code", wrong))
                .then()
                .statusCode(401)
                .body(containsString("No attempts left"))
                .body(containsString("/step-up?return_to="));
        visitor.get("/account").then().statusCode(200);
        visitor.get("/gated").then().statusCode(302);
    }

    @Test
    void requires_a_session() {
        for (String path : List.of("/step-up", "/step-up/code", "/step-up/code/recovery")) {
            Visitor.of(realm)
                    .get(path)
                    .then()
                    .statusCode(302)
                    .header("Location", containsString("/sign-in?return_to="));
        }
    }

    private String stale() {
        String secret = visitor.signInByCode(administrator, Map.of()).cookie("gatehouse-session-" + realm.slug());
        clock.advance(STALE);
        return secret;
    }
}
