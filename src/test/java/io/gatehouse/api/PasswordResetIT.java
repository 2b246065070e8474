package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.otherThan;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The password reset API. */
@GatehouseTest
class PasswordResetIT {
    private static final Pattern TOKEN = Pattern.compile("/password-reset\\?token=([A-Za-z0-9_-]{43})");
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";

    @Inject
    TestRealms testRealms;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    MfaReadinessReport readiness;

    @Test
    void without_mfa_the_link_allows_a_new_password_and_revokes_sessions() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Map<String, String> tokens = SessionClient.tokens(realm, administrator);
        Response opened = open(realm, askFor(realm, administrator));
        opened.then().statusCode(200).body("state", equalTo("new_password"));
        SessionClient.account(realm, tokens.get("accessToken")).get("").then().statusCode(200);
        setPassword(realm, opened).then().statusCode(204).body(emptyString());
        SessionClient.account(realm, tokens.get("accessToken")).get("").then().statusCode(401);
        SessionClient.refresh(realm, tokens.get("refreshToken")).then().statusCode(401);
        SignInClient client = SignInClient.of(realm);
        client.start(administrator.email().value(), TestRealms.PASSWORD).then().statusCode(401);
        client.start(administrator.email().value(), NEW_PASSWORD).then().statusCode(200);
        assertThat(TestMail.latestTo(administrator.email().value(), 2).subject())
                .containsIgnoringCase("password");
    }

    @Test
    void the_code_is_sent_to_the_verified_number_under_every_method() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.enrolled(realm);
        Response opened = open(realm, askFor(realm, administrator));
        opened.then().statusCode(200).body("state", equalTo("code_sent")).body("channels.channel", contains("sms"));
        setPassword(realm, opened).then().statusCode(409).body("code", equalTo("step_not_allowed"));
        String code =
                codeIn(TestSms.latestTo(administrator.phone().orElseThrow().value()));
        step(realm, "/code", Map.of("resetId", id(opened), "channel", "email"))
                .then()
                .statusCode(403);
        step(realm, "/verify", Map.of("resetId", id(opened), "code", otherThan(code)))
                .then()
                .statusCode(401)
                .body("attemptsLeft", equalTo(4));
        SignInClient.of(realm).verify(id(opened), code).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        step(realm, "/verify", Map.of("resetId", id(opened), "code", code))
                .then()
                .statusCode(200)
                .body("state", equalTo("new_password"));
        setPassword(realm, opened).then().statusCode(204);
        setPassword(realm, opened).then().statusCode(401).body("code", equalTo("sign_in_expired"));
    }

    @Test
    void recovery_codes_take_precedence_over_a_code_by_mail() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator bare = testRealms.administrator(realm);
        open(realm, askFor(realm, bare))
                .then()
                .body("state", equalTo("code_sent"))
                .body("channels.channel", contains("email"));

        Administrator administrator = testRealms.administrator(realm);
        String recoveryCode =
                recoveryCodes.regenerate(realm.id(), administrator.id()).get(0).formatted();
        Response opened = open(realm, askFor(realm, administrator));
        opened.then().statusCode(200).body("state", equalTo("choose_channel")).body("channels", hasSize(0));
        step(realm, "/code", Map.of("resetId", id(opened), "channel", "email"))
                .then()
                .statusCode(403);
        step(realm, "/verify", Map.of("resetId", id(opened), "recoveryCode", "0000-0000-0000-0000"))
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_code"));
        step(realm, "/verify", Map.of("resetId", id(opened), "recoveryCode", recoveryCode))
                .then()
                .statusCode(200)
                .body("state", equalTo("new_password"));
    }

    @Test
    void every_address_gets_the_same_response_but_only_accounts_get_mail() {
        Realm realm = testRealms.realm();
        for (String email : new String[] {
            "nobody-here@example.com",
            "no address",
            testRealms.administrator(realm).email().value()
        }) {
            step(realm, "", Map.of("email", email)).then().statusCode(202).body(emptyString());
        }
    }

    @Test
    void a_rejected_password_does_not_end_the_flow() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Response opened = open(realm, askFor(realm, administrator));
        Map<String, String[]> rejected = Map.of(
                "short",
                new String[] {"too_short"},
                "passwordpassword",
                new String[] {"compromised"},
                TestRealms.PASSWORD,
                new String[] {"reused"},
                "x".repeat(129),
                new String[] {"too_long"});
        rejected.forEach(
                (password, codes) -> step(realm, "/password", Map.of("resetId", id(opened), "newPassword", password))
                        .then()
                        .statusCode(422)
                        .body("code", equalTo("password_rejected"))
                        .body("errors.code", hasItem(codes[0])));
        setPassword(realm, opened).then().statusCode(204);
    }

    @Test
    void of_two_concurrent_resets_one_succeeds() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Response first = open(realm, askFor(realm, administrator));
        step(realm, "", Map.of("email", administrator.email().value())).then().statusCode(202);
        Matcher second = TOKEN.matcher(
                TestMail.latestTo(administrator.email().value(), 2).text());
        assertThat(second.find()).isTrue();
        List<Response> opened = List.of(first, open(realm, second.group(1)));
        List<Integer> answers =
                Parallel.each(opened, reset -> setPassword(realm, reset).statusCode());
        assertThat(answers).containsExactlyInAnyOrder(204, 401);
    }

    @Test
    void accounts_that_can_be_reset_by_mailbox_alone_are_counted() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        testRealms.enrolled(realm);
        testRealms.guest(realm);
        recoveryCodes.regenerate(realm.id(), testRealms.administrator(realm).id());
        testRealms.administrator(realm);
        assertThat(readiness.countResettableByMailOnly(realm)).isEqualTo(1);
    }

    private static String askFor(Realm realm, Administrator administrator) {
        step(realm, "", Map.of("email", administrator.email().value())).then().statusCode(202);
        Matcher link =
                TOKEN.matcher(TestMail.latestTo(administrator.email().value()).text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static Response open(Realm realm, String token) {
        return step(realm, "/open", Map.of("token", token));
    }

    private static Response setPassword(Realm realm, Response opened) {
        return step(realm, "/password", Map.of("resetId", id(opened), "newPassword", NEW_PASSWORD));
    }

    private static String id(Response opened) {
        return opened.jsonPath().getString("resetId");
    }

    private static Response step(Realm realm, String step, Map<String, String> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/realms/" + realm.slug() + "/password-reset" + step);
    }
}
