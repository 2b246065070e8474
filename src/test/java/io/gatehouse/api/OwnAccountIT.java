package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.otherThan;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.MobileNumber;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestSms;
import io.gatehouse.testing.Town;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What people change about their own account, over REST. */
@GatehouseTest
class OwnAccountIT {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";

    @Inject
    Town town;

    @Inject
    TestClock clock;

    @Inject
    Administrators administrators;

    @Nested
    class A_password {
        private Realm realm;
        private Administrator person;
        private Map<String, String> elsewhere;
        private Map<String, String> here;

        @BeforeEach
        void signed_in_twice() {
            realm = town.realm();
            person = town.administrator(realm);
            elsewhere = SessionClient.tokens(realm, person);
            here = SessionClient.tokens(realm, person);
        }

        @Test
        void once_changed_leaves_this_session_alone_and_renewed() {
            Response changed = change(Town.PASSWORD, NEW_PASSWORD);
            changed.then().statusCode(200).body("tokens.accessToken", notNullValue());
            account(realm, elsewhere).get("").then().statusCode(401);
            SessionClient.refresh(realm, elsewhere.get("refreshToken")).then().statusCode(401);
            Map<String, String> renewed = changed.jsonPath().getMap("tokens");
            account(realm, renewed).get("").then().statusCode(200);
            SessionClient.refresh(realm, renewed.get("refreshToken")).then().statusCode(200);
            SignInClient client = SignInClient.of(realm);
            client.start(person.email().value(), Town.PASSWORD).then().statusCode(401);
            client.start(person.email().value(), NEW_PASSWORD).then().statusCode(200);
            assertThat(TestMail.latestTo(person.email().value()).subject()).isEqualTo("Your password was changed");
        }

        @Test
        void is_not_changed_by_who_does_not_know_it_and_the_tries_count() {
            for (int i = 0; i < 5; i++) {
                change("wrong", NEW_PASSWORD).then().statusCode(401).body("code", equalTo("invalid_credentials"));
            }
            change(Town.PASSWORD, NEW_PASSWORD).then().statusCode(429).body("code", equalTo("throttled"));
            account(realm, elsewhere).get("").then().statusCode(200);
        }

        @Test
        void must_be_a_good_and_another_one() {
            change(Town.PASSWORD, "short").then().statusCode(422).body("errors.code", hasItem("too_short"));
            change(Town.PASSWORD, Town.PASSWORD)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("password_rejected"))
                    .body("errors.code", hasItem("reused"));
        }

        @Test
        void needs_a_fresh_proof() {
            clock.advance(Duration.ofMinutes(5));
            Map<String, String> late = SessionClient.refresh(realm, here.get("refreshToken"))
                    .jsonPath()
                    .getMap("tokens");
            account(realm, late)
                    .body(Map.of("currentPassword", Town.PASSWORD, "newPassword", NEW_PASSWORD))
                    .put("/password")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("step_up_required"));
        }

        private Response change(String current, String wished) {
            return account(realm, here)
                    .body(Map.of("currentPassword", current, "newPassword", wished))
                    .put("/password");
        }
    }

    @Nested
    class A_mobile_number {
        private Realm realm;
        private Administrator person;
        private MobileNumber number;
        private Map<String, String> tokens;

        @BeforeEach
        void signed_in_by_the_old_one() {
            realm = town.realm(MfaMethod.SMS);
            person = town.enrolled(realm);
            number = town.number();
            tokens = OwnAccountIT.signIn(realm, person);
        }

        @Test
        void counts_once_a_code_sent_there_is_verified_and_is_told_of() {
            send(number).then().statusCode(200).body("code.hint", equalTo(number.hint()));
            String code = codeIn(TestSms.latestTo(number.value()));
            account(realm, tokens).get("").then().body("phone", equalTo(old().hint()));
            verify(otherThan(code)).then().statusCode(401).body("attemptsLeft", equalTo(4));
            verify(code).then().statusCode(204);
            account(realm, tokens).get("").then().body("phone", equalTo(number.hint()));
            assertThat(TestMail.latestTo(person.email().value()).text()).contains(number.hint());
            verify(code).then().statusCode(409).body("code", equalTo("step_not_allowed"));
        }

        @Test
        void is_told_of_on_the_old_one_which_has_the_new_one_taken_away() {
            send(number).then().statusCode(200);
            verify(codeIn(TestSms.latestTo(number.value()))).then().statusCode(204);
            String notice = TestSms.latestTo(old().value(), 2);
            assertThat(notice).matches("Your mobile number for .+ was changed\\. Not you\\? http\\S+/n/\\S{22}");
            report(notice).then().statusCode(303);
            account(realm, tokens).get("").then().statusCode(401);
            assertThat(administrators
                            .find(realm.id(), person.id())
                            .orElseThrow()
                            .phone())
                    .isEmpty();
        }

        @Test
        void takes_codes_of_its_own_alone() {
            send(number).then().statusCode(200);
            String change = codeIn(TestSms.latestTo(number.value()));
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(person);
            String signIn = codeIn(TestSms.latestTo(old().value(), 2));
            if (!signIn.equals(change)) {
                verify(signIn).then().statusCode(401).body("code", equalTo("invalid_code"));
                client.verify(id, change).then().statusCode(401).body("code", equalTo("invalid_code"));
            }
            Map<String, String> other = signInAgain();
            account(realm, other)
                    .body(Map.of("code", change))
                    .post("/phone/verify")
                    .then()
                    .statusCode(409);
        }

        @Test
        void must_be_one_that_takes_messages_and_asked_for_with_a_fresh_proof() {
            account(realm, tokens)
                    .body(Map.of("phone", "+49301234567"))
                    .post("/phone")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("phone_not_allowed"));
            clock.advance(Duration.ofMinutes(5));
            Map<String, String> late = SessionClient.refresh(realm, tokens.get("refreshToken"))
                    .jsonPath()
                    .getMap("tokens");
            account(realm, late)
                    .body(Map.of("phone", number.value()))
                    .post("/phone")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("step_up_required"));
            assertThat(TestSms.allTo(number.value())).isEmpty();
        }

        private Map<String, String> signInAgain() {
            SignInClient client = SignInClient.of(realm);
            String id = client.begin(person);
            return client.verify(id, codeIn(TestSms.latestTo(old().value(), 3)))
                    .jsonPath()
                    .getMap("tokens");
        }

        private Response send(MobileNumber to) {
            return account(realm, tokens).body(Map.of("phone", to.value())).post("/phone");
        }

        private Response verify(String code) {
            return account(realm, tokens).body(Map.of("code", code)).post("/phone/verify");
        }

        private MobileNumber old() {
            return person.phone().orElseThrow();
        }
    }

    @Test
    void recovery_codes_are_ten_each_good_once_and_void_with_the_next_set() {
        Realm realm = town.realm(MfaMethod.SMS);
        Administrator person = town.enrolled(realm);
        Map<String, String> tokens = signIn(realm, person);
        List<String> first = renew(realm, tokens);
        List<String> second = renew(realm, tokens);
        assertThat(second).hasSize(10).doesNotContainAnyElementsOf(first);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(person);
        recover(client, id, first.get(0)).then().statusCode(401).body("code", equalTo("invalid_code"));
        recover(client, id, second.get(0)).then().statusCode(200).body("state", equalTo("complete"));
    }

    @Test
    void an_address_counts_once_confirmed_from_there_and_goes_back_if_that_was_somebody_else() {
        Realm realm = town.realm();
        Administrator person = town.administrator(realm);
        Map<String, String> tokens = SessionClient.tokens(realm, person);
        String taken = town.administrator(realm).email().value();
        wish(realm, tokens, taken).then().statusCode(409).body("code", equalTo("conflict"));
        wish(realm, tokens, "no address").then().statusCode(400);
        String wished = "new-" + person.email().value();
        wish(realm, tokens, wished).then().statusCode(202);
        MailedLink link = MailedLink.in(TestMail.latestTo(wished).text());
        given().accept("text/html").get(link.path()).then().statusCode(200);
        account(realm, tokens)
                .get("")
                .then()
                .body("email", equalTo(person.email().value()));
        confirm(realm, link).then().statusCode(200);
        confirm(realm, link).then().statusCode(404);
        account(realm, tokens).get("").then().body("email", equalTo(wished));

        String notice = TestMail.latestTo(person.email().value()).text();
        report(notice).then().statusCode(303);
        account(realm, tokens).get("").then().statusCode(401);
        assertThat(TestMail.latestTo(person.email().value(), 2).subject()).isEqualTo("Reset your password");
    }

    private static Response report(String notice) {
        Matcher link = Pattern.compile("/n/[A-Za-z0-9_-]{22}").matcher(notice);
        assertThat(link.find()).isTrue();
        return given().header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .post(link.group());
    }

    private static Response wish(Realm realm, Map<String, String> tokens, String email) {
        return account(realm, tokens).body(Map.of("email", email)).post("/email");
    }

    private static Response confirm(Realm realm, MailedLink link) {
        return given().header("Sec-Fetch-Site", "same-origin")
                .accept("text/html")
                .formParam("token", link.token())
                .post("/realms/" + realm.slug() + "/new-email");
    }

    @Test
    void activity_is_ones_own_newest_first_and_in_parts() {
        Realm realm = town.realm();
        Administrator person = town.administrator(realm);
        Map<String, String> tokens = SessionClient.tokens(realm, person);
        SessionClient.tokens(realm, town.administrator(realm));
        SignInClient.of(realm).start(person.email().value(), "wrong");
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

    private static Map<String, String> signIn(Realm realm, Administrator person) {
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(person);
        return client.verify(
                        id, codeIn(TestSms.latestTo(person.phone().orElseThrow().value())))
                .jsonPath()
                .getMap("tokens");
    }

    private static RequestSpecification account(Realm realm, Map<String, String> tokens) {
        return SessionClient.account(realm, tokens.get("accessToken"));
    }
}
