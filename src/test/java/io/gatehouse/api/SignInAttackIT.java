package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.gatehouse.testing.SignInClient.otherThan;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Attacks with a known password but without a code, or with a code of another sign-in. */
@GatehouseTest
class SignInAttackIT {
    @Inject
    TestRealms testRealms;

    @Test
    void of_200_parallel_guesses_five_are_evaluated() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String right = mailedCode(administrator);
        String wrong = otherThan(right);

        List<Response> answers = Parallel.times(200, () -> client.verify(id, wrong));

        assertThat(Collections.frequency(codes(answers), "invalid_code")).isLessThanOrEqualTo(5);
        // On a busy machine some are rejected for load, or counted without a response.
        assertThat(codes(answers)).isSubsetOf("invalid_code", "code_used_up", "throttled", "unavailable");
        client.verify(id, right).then().statusCode(401).body("code", equalTo("code_used_up"));
    }

    @Test
    void of_20_parallel_right_codes_one_succeeds() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String right = mailedCode(administrator);

        List<Response> answers = Parallel.times(20, () -> client.verify(id, right));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
        client.verify(id, right).then().statusCode(401).body("code", equalTo("sign_in_expired"));
    }

    @Test
    void guesses_in_parallel_sign_ins_lock_the_account() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        List<String> flows =
                List.of(client.begin(administrator), client.begin(administrator), client.begin(administrator));
        String right = mailedCode(administrator, 3);
        List<Response> answers = Parallel.each(
                Collections.nCopies(20, flows).stream().flatMap(List::stream).toList(),
                flow -> client.verify(flow, otherThan(right)));
        assertThat(Collections.frequency(codes(answers), "invalid_code"))
                .as("codes evaluated before the account is locked")
                .isLessThanOrEqualTo(10);
        client.start(administrator.email().value(), TestRealms.PASSWORD)
                .then()
                .statusCode(429)
                .body("code", equalTo("locked"));
    }

    @Test
    void a_code_is_bound_to_its_sign_in_account_and_realm() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Realm other = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        Administrator colleague = testRealms.administrator(realm);
        Administrator stranger = testRealms.administrator(other);
        SignInClient here = SignInClient.of(realm);
        String first = here.begin(administrator);
        String code = mailedCode(administrator);
        String second = here.begin(administrator);
        String newer = mailedCode(administrator, 2);

        if (!code.equals(newer)) {
            here.verify(second, code).then().statusCode(401).body("code", equalTo("invalid_code"));
        }
        here.verify(here.begin(colleague), code).then().statusCode(401).body("code", equalTo("invalid_code"));
        SignInClient there = SignInClient.of(other);
        there.verify(there.begin(stranger), code).then().statusCode(401).body("code", equalTo("invalid_code"));
        there.verify(first, code).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        here.verify(first, code).then().statusCode(200);
        here.verify(first, code).then().statusCode(401).body("code", equalTo("sign_in_expired"));
    }

    @Test
    void passwords_are_throttled_after_five_failures_for_any_address() {
        Realm realm = testRealms.realm();
        SignInClient client = SignInClient.of(realm);
        for (String email :
                new String[] {testRealms.administrator(realm).email().value(), "nobody-here@example.com"}) {
            for (int i = 0; i < 5; i++) {
                client.start(email, "wrong").then().statusCode(401);
            }
            client.start(email, TestRealms.PASSWORD).then().statusCode(429).body("code", equalTo("throttled"));
        }
    }

    @Test
    void steps_accept_post_only() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        String path = "/api/v1/realms/" + realm.slug() + "/sign-in/verify";
        for (String method : new String[] {"GET", "PUT", "PATCH", "DELETE"}) {
            given().header("X-HTTP-Method-Override", "POST")
                    .request(method, path)
                    .then()
                    .statusCode(oneOf(404, 405))
                    .body("code", oneOf("not_found", "method_not_allowed"));
        }
    }

    private static List<String> codes(List<Response> answers) {
        return answers.stream()
                .map(answer -> answer.jsonPath().getString("code"))
                .collect(Collectors.toList());
    }

    /** Every body that violates the contract gets 400 with a reason, never 500. */
    @Test
    void malformed_bodies_get_a_reason() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        SignInClient client = SignInClient.of(realm);
        Map<String, Object> credentials = Map.of("email", "a@example.com", "password", "x");
        for (Object odd : new Object[] {0, 1.5, true, List.of(), List.of("a@example.com"), Map.of(), ""}) {
            for (String field : credentials.keySet()) {
                client.post("", SignInClient.with(credentials, field, odd))
                        .then()
                        .statusCode(400)
                        .body("code", equalTo("invalid_request"))
                        .body("errors[0].field", equalTo(field));
            }
        }
        for (String body : new String[] {
            "",
            "null",
            "[]",
            "\"text\"",
            "{",
            "{}",
            "{\"email\":null,\"password\":\"x\"}",
            "{\"email\":\"a@b.c\",\"email\":\"d@e.f\",\"password\":\"x\"}",
            "{\"email\":\"a@b.c\",\"password\":\"x\",\"role\":\"SYSTEM_ADMINISTRATOR\"}",
            "{\"email\":\"a@b.c\",\"password\":\"x\"} trailing",
            "{\"a\":".repeat(3000)
        }) {
            client.post("", body).then().statusCode(400).body("code", equalTo("invalid_request"));
        }
        for (String code :
                new String[] {"", "12345", "123456789", "abcdef", "12345\u0000", "\u0661\u0662\u0663\u0664\u0665\u0666"
                }) {
            client.verify("A".repeat(43), code).then().statusCode(400).body("errors[0].field", equalTo("code"));
        }
        client.verify("short", "123456").then().statusCode(400).body("errors[0].field", equalTo("signInId"));
    }

    @Test
    void a_malformed_field_is_named_with_a_remedy() {
        SignInClient client = SignInClient.of(testRealms.realm(MfaMethod.EMAIL));
        String id = "x".repeat(43);
        assertAdvice(client, Map.of("signInId", id, "code", "12"), "code", "use the 6 to 8 digits of the code");
        assertAdvice(
                client, Map.of("signInId", id), "code", "send exactly one of code, recoveryCode, totp and passkey");
        assertAdvice(
                client,
                Map.of("signInId", id, "code", "123456", "recoveryCode", "a"),
                "code",
                "send exactly one of code, recoveryCode, totp and passkey");
        assertAdvice(
                client,
                Map.of("signInId", "x", "code", "123456"),
                "signInId",
                "use the id that the answer before gave");
    }

    @Test
    void violations_are_described_in_english_whatever_the_client_prefers() {
        Realm realm = testRealms.realm();
        given().contentType("application/json")
                .header("Accept-Language", "de")
                .body(Map.of("email", ""))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", equalTo(List.of("email", "password")))
                .body("errors.code", equalTo(List.of("invalid", "invalid")))
                .body("errors.message", equalTo(List.of("Use 1 to 254 characters.", "This field is required.")));
    }

    private static void assertAdvice(SignInClient client, Map<String, Object> entry, String field, String advice) {
        client.post("/verify", entry)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("errors.field", equalTo(List.of(field)))
                .body("errors.message", equalTo(List.of(advice)));
    }

    @Test
    void too_large_bodies_and_other_media_types_get_their_status() {
        SignInClient client = SignInClient.of(testRealms.realm());
        client.post("", "\"" + "a".repeat(70_000) + "\"")
                .then()
                .statusCode(413)
                .body("code", equalTo("payload_too_large"));
        given().contentType("text/plain")
                .body("x")
                .post("/api/v1/realms/any/sign-in")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_media_type"));
    }
}
