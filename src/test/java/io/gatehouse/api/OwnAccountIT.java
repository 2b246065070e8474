package io.gatehouse.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The account API except password and phone number. */
@GatehouseTest
class OwnAccountIT {
    @Inject
    TestRealms testRealms;

    @Test
    void a_recovery_code_completes_a_sign_in() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        Map<String, String> tokens = SessionClient.signInByText(realm, administrator);
        List<String> codes = renew(realm, tokens);
        assertThat(codes).hasSize(10);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        recover(client, id, "0000-0000-0000-0000").then().statusCode(401).body("code", equalTo("invalid_code"));
        recover(client, id, codes.get(0)).then().statusCode(200).body("state", equalTo("complete"));
    }

    @Test
    void new_recovery_codes_are_reported_by_mail_with_a_link_to_object() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        Map<String, String> tokens = SessionClient.signInByText(realm, administrator);
        renew(realm, tokens);
        TestMail.Mail mail = await().until(
                        () -> TestMail.allTo(administrator.email().value()).stream()
                                .filter(any -> any.subject().startsWith("Recovery codes were created"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        ReportedLink.in(mail.text()).press().then().statusCode(303);
        account(realm, tokens).get("").then().statusCode(401);
    }

    @Test
    void a_new_address_applies_after_confirmation_and_is_reverted_by_a_report() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Map<String, String> tokens = SessionClient.tokens(realm, administrator);
        String taken = testRealms.administrator(realm).email().value();
        requestEmail(realm, tokens, taken).then().statusCode(409).body("code", equalTo("conflict"));
        requestEmail(realm, tokens, "no address").then().statusCode(400);
        String newEmail = "new-" + administrator.email().value();
        requestEmail(realm, tokens, newEmail).then().statusCode(202);
        MailedLink link = MailedLink.in(TestMail.latestTo(newEmail).text());
        given().accept("text/html").get(link.path()).then().statusCode(200);
        account(realm, tokens)
                .get("")
                .then()
                .body("email", equalTo(administrator.email().value()));
        confirm(realm, link).then().statusCode(200);
        confirm(realm, link).then().statusCode(404);
        account(realm, tokens).get("").then().body("email", equalTo(newEmail));

        String notice = TestMail.latestTo(administrator.email().value()).text();
        ReportedLink.in(notice).press().then().statusCode(303);
        account(realm, tokens).get("").then().statusCode(401);
        assertThat(TestMail.latestTo(administrator.email().value(), 2).subject())
                .startsWith("Reset your password (");
    }

    @Test
    void a_former_address_is_taken_for_invitations_and_other_accounts() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        String former = administrator.email().value();
        Map<String, String> tokens = SessionClient.tokens(realm, administrator);
        confirm(realm, requestedLink(realm, tokens, "new-" + former)).then().statusCode(200);

        Map<String, String> others =
                SessionClient.tokens(realm, testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
        requestEmail(realm, others, former).then().statusCode(409).body("code", equalTo("conflict"));
        String refused = invite(realm, others, "new-" + former)
                .then()
                .statusCode(409)
                .extract()
                .jsonPath()
                .getString("detail");
        invite(realm, others, former).then().statusCode(409).body("detail", equalTo(refused));
        invite(realm, others, "unused-" + former).then().statusCode(201);
    }

    @Test
    void of_two_accounts_that_confirm_one_address_at_once_one_gets_it() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        String wanted = "new-" + administrator.email().value();
        MailedLink first = requestedLink(realm, SessionClient.tokens(realm, administrator), wanted);
        requestEmail(realm, SessionClient.tokens(realm, testRealms.administrator(realm)), wanted)
                .then()
                .statusCode(202);
        MailedLink second = MailedLink.in(TestMail.latestTo(wanted, 2).text());

        assertThat(Parallel.each(
                        List.of(first, second), link -> confirm(realm, link).statusCode()))
                .containsExactlyInAnyOrder(200, 404);
    }

    private static Response invite(Realm realm, Map<String, String> tokens, String email) {
        return SessionClient.api(realm, tokens.get("accessToken"))
                .body(Map.of("email", email, "displayName", "Another", "role", "OBSERVER"))
                .post("/administrators");
    }

    private static MailedLink requestedLink(Realm realm, Map<String, String> tokens, String email) {
        requestEmail(realm, tokens, email).then().statusCode(202);
        return MailedLink.in(TestMail.latestTo(email).text());
    }

    private static Response requestEmail(Realm realm, Map<String, String> tokens, String email) {
        return account(realm, tokens).body(Map.of("email", email)).post("/email");
    }

    private static Response confirm(Realm realm, MailedLink link) {
        return Visitor.of(realm).post("/new-email", Map.of("token", link.token()));
    }

    @Test
    void activity_lists_own_events_newest_first_in_pages() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        Map<String, String> tokens = SessionClient.tokens(realm, administrator);
        SessionClient.tokens(realm, testRealms.administrator(realm));
        SignInClient.of(realm).start(administrator.email().value(), "wrong");
        Response part = account(realm, tokens).queryParam("limit", 1).get("/activity");
        part.then().statusCode(200).body("items", hasSize(1)).body("items.type", hasItems("PASSWORD_REFUSED"));
        account(realm, tokens)
                .queryParam("limit", 50)
                .queryParam("after", part.jsonPath().getString("next"))
                .get("/activity")
                .then()
                .body("items.type", equalTo(List.of("SIGNED_IN")))
                .body("$", not(hasItem("next")));
        account(realm, tokens).queryParam("after", "x").get("/activity").then().statusCode(400);
    }

    private static Response recover(SignInClient client, String id, String code) {
        return client.post("/verify", Map.of("signInId", id, "recoveryCode", code));
    }

    private static List<String> renew(Realm realm, Map<String, String> tokens) {
        return account(realm, tokens)
                .body("")
                .post("/recovery-codes")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("recoveryCodes");
    }

    private static RequestSpecification account(Realm realm, Map<String, String> tokens) {
        return SessionClient.account(realm, tokens.get("accessToken"));
    }
}
