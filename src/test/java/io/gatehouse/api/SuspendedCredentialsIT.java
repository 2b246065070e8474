package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SessionClient.signInByMail;
import static io.gatehouse.testing.SignInClient.codeIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.administrator.RecoveryCode;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a stolen session made outlives neither the owner's report nor bars the owner from the reset. */
@GatehouseTest
class SuspendedCredentialsIT {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";
    private static final Map<String, Object> TOKEN = Map.of("name", "backup", "role", "OPERATOR");

    @Inject
    TestRealms testRealms;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    TestClock clock;

    @Test
    void codes_and_token_of_a_stolen_session_stop_working_and_the_mailbox_resets() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator owner = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator colleague = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RequestSpecification thief =
                api(realm, signInByMail(realm, owner, Map.of(), 1).jsonPath().getString("tokens.accessToken"));
        List<String> codes = renew(thief);
        String token = thief.body(TOKEN).post("/service-tokens").jsonPath().getString("token");
        String access = exchange(realm, token).jsonPath().getString("tokens.accessToken");
        api(realm, access).get("/administrators").then().statusCode(200);

        report(owner, "Recovery codes were created");

        exchange(realm, token).then().statusCode(401).body("code", equalTo("unauthenticated"));
        api(realm, access).get("/administrators").then().statusCode(401);
        assertThat(TestMail.latestTo(colleague.email().value()).text())
                .contains("Recovery codes suspended: 10", "Service tokens suspended: 1");

        Response opened = open(realm, owner);
        opened.then().body("state", equalTo("code_sent")).body("channels.channel", contains("email"));
        recover(realm, opened, codes.get(0)).then().statusCode(401).body("code", equalTo("invalid_code"));
        String code = codeIn(mail(owner, "Your password reset code").text());
        finish(realm, opened, code);

        SignInClient client = SignInClient.of(realm);
        String signIn =
                client.start(owner.email().value(), NEW_PASSWORD).jsonPath().getString("signInId");
        client.post("/verify", Map.of("signInId", signIn, "recoveryCode", codes.get(1)))
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_code"));
    }

    @Test
    void the_owners_older_codes_are_valid_again() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator owner = testRealms.administrator(realm);
        RecoveryCode old = recoveryCodes.regenerate(realm.id(), owner.id()).get(0);
        clock.advance(Duration.ofDays(7));
        List<String> stolen = renew(
                api(realm, signInByMail(realm, owner, Map.of(), 1).jsonPath().getString("tokens.accessToken")));

        report(owner, "Recovery codes were created");

        Response opened = open(realm, owner);
        opened.then().body("state", equalTo("choose_channel"));
        recover(realm, opened, stolen.get(0)).then().statusCode(401).body("code", equalTo("invalid_code"));
        recover(realm, opened, old.formatted()).then().statusCode(200).body("state", equalTo("new_password"));
    }

    @Test
    void the_reset_after_a_changed_number_goes_by_the_former_one() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator owner = testRealms.enrolled(realm);
        String former = owner.phone().orElseThrow().value();
        RequestSpecification thief =
                api(realm, SessionClient.signInByText(realm, owner).get("accessToken"));
        MobileNumber number = testRealms.number();
        thief.body(Map.of("phone", number.value()))
                .post("/account/phone")
                .then()
                .statusCode(200);
        thief.body(Map.of("code", codeIn(TestSms.latestTo(number.value()))))
                .post("/account/phone/verify")
                .then()
                .statusCode(204);

        report(owner, "Your mobile number was set or changed");

        int texts = TestSms.allTo(former).size();
        Response opened = open(realm, owner);
        opened.then()
                .body("state", equalTo("code_sent"))
                .body("code.hint", equalTo(owner.phone().orElseThrow().hint()));
        finish(realm, opened, codeIn(TestSms.latestTo(former, texts + 1)));
        Response signIn = SignInClient.of(realm).start(owner.email().value(), NEW_PASSWORD);
        signIn.then().body("code.hint", equalTo(owner.phone().orElseThrow().hint()));
        assertThat(TestSms.allTo(number.value()))
                .filteredOn(text -> text.contains(" code ("))
                .hasSize(1);
    }

    @Test
    void another_system_administrator_lifts_or_deletes() {
        Realm realm = testRealms.realm();
        Administrator owner = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RequestSpecification thief = SessionClient.as(realm, owner);
        String kept = renew(thief).get(0);
        Response created = thief.body(TOKEN).post("/service-tokens");
        String id = created.jsonPath().getString("id");
        String token = created.jsonPath().getString("token");
        report(owner, "A service token was created");
        Response opened = open(realm, owner);
        setPassword(realm, opened);
        String codes = "/administrators/" + owner.id() + "/recovery-codes";

        RequestSpecification own = api(
                realm,
                SignInClient.of(realm)
                        .start(owner.email().value(), NEW_PASSWORD)
                        .jsonPath()
                        .getString("tokens.accessToken"));
        own.post("/service-tokens/" + id + "/lift").then().statusCode(403).body("code", equalTo("forbidden"));
        own.post(codes + "/lift").then().statusCode(403).body("code", equalTo("forbidden"));
        RequestSpecification observer = SessionClient.as(realm, testRealms.administrator(realm, Role.OBSERVER));
        observer.get(codes).then().statusCode(403);
        observer.post(codes + "/lift").then().statusCode(403);
        observer.delete(codes).then().statusCode(403);
        observer.post("/service-tokens/" + id + "/lift").then().statusCode(403);

        RequestSpecification colleague =
                SessionClient.as(realm, testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
        colleague.get("/service-tokens").then().body("[0].suspendedAt", notNullValue());
        String read = colleague
                .get(codes)
                .then()
                .statusCode(200)
                .body("suspended", equalTo(10))
                .extract()
                .header("ETag");
        exchange(realm, token).then().statusCode(401);
        assertThat(recoveryCodes.use(owner.id(), kept)).isFalse();
        colleague.post("/service-tokens/" + id + "/lift").then().statusCode(204);
        colleague.post(codes + "/lift").then().statusCode(204);
        exchange(realm, token).then().statusCode(200);
        assertThat(recoveryCodes.use(owner.id(), kept)).isTrue();
        colleague.get("/service-tokens").then().body("[0].suspendedAt", nullValue());
        colleague.post("/service-tokens/" + id + "/lift").then().statusCode(404);
        colleague.post(codes + "/lift").then().statusCode(404);
        colleague.delete(codes).then().statusCode(404);

        renew(own);
        report(owner, "Recovery codes were created");
        exchange(realm, token).then().statusCode(401);
        colleague
                .header("If-Match", read)
                .post(codes + "/lift")
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition_failed"))
                .body("current.suspended", equalTo(20))
                .header("ETag", not(read));
        colleague.delete(codes).then().statusCode(204);
        colleague.delete("/service-tokens/" + id).then().statusCode(204);
        colleague.get(codes).then().body("suspended", equalTo(0));
        clock.advance(Duration.ofMinutes(5));
        colleague.post(codes + "/lift").then().statusCode(401).body("code", equalTo("step_up_required"));
        colleague.delete(codes).then().statusCode(401).body("code", equalTo("step_up_required"));
        colleague.post("/service-tokens/" + id + "/lift").then().statusCode(401);
    }

    private static List<String> renew(RequestSpecification caller) {
        return caller.body("")
                .post("/account/recovery-codes")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("recoveryCodes");
    }

    private static Response exchange(Realm realm, String token) {
        return given().contentType("application/json")
                .body(Map.of("serviceToken", token))
                .post("/api/v1/realms/" + realm.slug() + "/token/service");
    }

    /** Reports the newest mail of that subject whose link is valid. */
    private static void report(Administrator owner, String subject) {
        await().until(() -> ReportedLink.in(mail(owner, subject).text()).press().statusCode() == 303);
    }

    private static Response open(Realm realm, Administrator owner) {
        String token = MailedLink.in(mail(owner, "Reset your password").text()).token();
        return step(realm, "/open", Map.of("token", token));
    }

    private static Response recover(Realm realm, Response opened, String code) {
        return step(realm, "/verify", Map.of("resetId", id(opened), "recoveryCode", code));
    }

    private static void finish(Realm realm, Response opened, String code) {
        step(realm, "/verify", Map.of("resetId", id(opened), "code", code))
                .then()
                .statusCode(200)
                .body("state", equalTo("new_password"));
        setPassword(realm, opened);
    }

    private static void setPassword(Realm realm, Response opened) {
        step(realm, "/password", Map.of("resetId", id(opened), "newPassword", NEW_PASSWORD))
                .then()
                .statusCode(204);
    }

    private static Response step(Realm realm, String step, Map<String, String> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/realms/" + realm.slug() + "/password-reset" + step);
    }

    private static String id(Response opened) {
        return opened.jsonPath().getString("resetId");
    }

    private static Mail mail(Administrator owner, String subject) {
        return await().until(
                        () -> TestMail.allTo(owner.email().value()).stream()
                                .filter(mail -> mail.subject().startsWith(subject))
                                .reduce((older, newer) -> newer),
                        Optional::isPresent)
                .orElseThrow();
    }
}
