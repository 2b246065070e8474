package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.authenticator.TestPasskey;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls of the own account that concern passkeys and the authenticator app. */
@GatehouseTest
class OwnAuthenticatorsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    TestRealms town;

    @Inject
    TestClock clock;

    @Inject
    PublicUrls urls;

    @Inject
    Authenticators authenticators;

    @Inject
    Realms realms;

    @Inject
    Database database;

    private Realm realm;
    private RealmSettings plain;
    private Administrator ada;
    private String token;

    @BeforeEach
    void setUp() {
        realm = town.realm();
        plain = realm.settings();
        ada = town.administrator(realm);
        token = signIn(ada);
    }

    /** Signs in, with a second factor from then on. */
    private String signIn(Administrator person) {
        realm = realms.update(realm, plain);
        String access = SessionClient.tokens(realm, person).get("accessToken");
        realm = realms.update(
                realm,
                plain.with(plain.mfa()
                        .enabledWith(MfaMethod.EMAIL)
                        .withAuthenticators(
                                AuthenticatorUse.ALLOWED,
                                AuthenticatorUse.ALLOWED,
                                plain.mfa().minimum())));
        database.proveSecondFactor(person);
        return access;
    }

    @Test
    void an_app_is_set_up_and_removed() {
        JsonPath enrolled =
                account().post("/totp").then().statusCode(200).extract().jsonPath();
        assertThat(enrolled.getString("uri"))
                .startsWith("otpauth://totp/Acme%20" + realm.slug() + ":")
                .contains("secret=" + enrolled.getString("secret"));
        assertThat(enrolled.getString("qr")).startsWith("<svg ");
        TestApp app = new TestApp(enrolled.getString("secret"));

        verifyTotp(app.wrongCode(now()))
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_code"), "attemptsLeft", equalTo(4));
        String code = app.code(now());
        verifyTotp(code.substring(0, 3) + " " + code.substring(3)).then().statusCode(204);
        verifyTotp(code).then().statusCode(409).body("code", equalTo("step_not_allowed"));
        list().body(
                        "kind",
                        contains("totp"),
                        "name",
                        contains("Phone app"),
                        "[0].id",
                        equalTo(enrolled.getString("id")));
        assertThat(TestMail.latestTo(ada.email().value()).subject()).startsWith("An authenticator app was set up");

        account().delete("/totp").then().statusCode(204);
        account().delete("/totp").then().statusCode(404);
        list().body("", hasSize(0));
        assertThat(TestMail.latestTo(ada.email().value(), 2).text()).contains("/n/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "12345x", "١٢٣٤٥٦"})
    void what_is_no_code_is_malformed(String code) {
        account().post("/totp");
        verifyTotp(code).then().statusCode(400).body("errors[0].field", equalTo("code"));
    }

    @Test
    void five_wrong_codes_end_the_set_up() {
        TestApp app = new TestApp(account().post("/totp").jsonPath().getString("secret"));
        for (int left = 4; left >= 0; left--) {
            verifyTotp(app.wrongCode(now())).then().statusCode(401).body("attemptsLeft", equalTo(left));
        }
        verifyTotp(app.code(now())).then().statusCode(401).body("code", equalTo("code_used_up"));
        verifyTotp(app.code(now())).then().statusCode(409);
    }

    @Test
    void a_passkey_is_added_renamed_and_removed() throws JsonProcessingException {
        TestPasskey passkey = passkey();
        Map<String, Object> options = options();
        assertThat(options).containsKeys("rp", "user", "challenge", "pubKeyCredParams", "authenticatorSelection");
        String id = addPasskey(create(passkey, options))
                .then()
                .statusCode(201)
                .body("kind", equalTo("passkey"), "name", equalTo("MacBook"), "model", equalTo("Apple Passwords"))
                .extract()
                .jsonPath()
                .getString("id");
        assertThat(TestMail.latestTo(ada.email().value()).text()).contains("MacBook");
        assertThat(options().get("excludeCredentials"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);

        account()
                .body(Map.of("name", "Work laptop"))
                .patch("/passkeys/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Work laptop"));
        list().body("name", contains("Work laptop"), "synced", contains(true), "suspended", contains(false));

        account().delete("/passkeys/" + id).then().statusCode(204);
        account().delete("/passkeys/" + id).then().statusCode(404);
        account().body(Map.of("name", "x")).patch("/passkeys/" + id).then().statusCode(404);
        list().body("", hasSize(0));
    }

    @Test
    void a_wrong_passkey_is_refused_and_an_answer_accepted_once() throws JsonProcessingException {
        TestPasskey passkey = passkey();
        passkey.origin = "https://evil.example";
        addPasskey(create(passkey, options())).then().statusCode(401).body("code", equalTo("invalid_code"));

        Object answer = create(passkey(), options());
        addPasskey(answer).then().statusCode(201);
        addPasskey(answer).then().statusCode(401).body("code", equalTo("code_expired"));
        addPasskey(create(passkey(), options())).then().statusCode(201);
        list().body("", hasSize(2));
    }

    @Test
    void a_malformed_passkey_is_no_fault() {
        for (Object credential :
                List.of(Map.of(), Map.of("response", Map.of()), List.of(), "text", 1, true, Map.of("id", List.of()))) {
            options();
            addPasskey(credential).then().statusCode(401).body("code", equalTo("invalid_code"));
        }
        account().body("{\"name\":\"x\"}").post("/passkeys/verify").then().statusCode(400);
        account()
                .body("{\"name\":\"\u202ex\",\"credential\":{}}")
                .post("/passkeys/verify")
                .then()
                .statusCode(400);
        account()
                .body("{\"name\":\"x\",\"credential\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")
                .post("/passkeys/verify")
                .then()
                .statusCode(400);
    }

    @Test
    void a_passkey_of_the_realm_is_refused_to_others_of_it() throws JsonProcessingException {
        TestPasskey passkey = passkey();
        addPasskey(create(passkey, options())).then().statusCode(201);
        ada = town.administrator(realm);
        token = signIn(ada);
        addPasskey(create(passkey, options())).then().statusCode(401).body("code", equalTo("invalid_code"));

        setUp();
        addPasskey(create(passkey, options())).then().statusCode(201);
    }

    @Test
    void an_account_has_at_most_ten_passkeys() throws JsonProcessingException {
        for (int i = 0; i < 10; i++) {
            addPasskey(create(passkey(), options())).then().statusCode(201);
        }
        account().post("/passkeys").then().statusCode(409).body("code", equalTo("conflict"));
    }

    @Test
    void a_realm_without_them_refuses() {
        Realm other = town.realm(settings -> settings.with(settings.mfa()
                .withAuthenticators(
                        AuthenticatorUse.OFF,
                        AuthenticatorUse.OFF,
                        settings.mfa().minimum())));
        String stranger = SessionClient.tokens(other, town.administrator(other)).get("accessToken");
        SessionClient.account(other, stranger)
                .post("/totp")
                .then()
                .statusCode(403)
                .body("code", equalTo("channel_not_allowed"));
        SessionClient.account(other, stranger)
                .post("/passkeys")
                .then()
                .statusCode(403)
                .body("code", equalTo("channel_not_allowed"));
        SessionClient.account(other, stranger).get("/authenticators").then().statusCode(200);
    }

    @Test
    void without_a_recent_proof_there_is_no_change() {
        database.execute("update session set second_factor_at = second_factor_at - interval '6 minutes'"
                + " where administrator_id = '" + ada.id() + "'");
        for (Response refused : List.of(
                account().post("/totp"),
                account().delete("/totp"),
                account().post("/passkeys"),
                account().delete("/passkeys/" + UUID.randomUUID()))) {
            refused.then()
                    .statusCode(401)
                    .body("code", equalTo("step_up_required"))
                    .header("WWW-Authenticate", startsWith("Bearer"));
        }
    }

    @Test
    void deleting_the_account_deletes_them() throws JsonProcessingException {
        addPasskey(create(passkey(), options())).then().statusCode(201);
        TestApp app = new TestApp(account().post("/totp").jsonPath().getString("secret"));
        verifyTotp(app.code(now())).then().statusCode(204);
        assertThat(authenticators.list(ada.id()))
                .extracting(Authenticator::kind)
                .hasSize(2);
        SessionClient.api(realm, signIn(town.administrator(realm, Role.SYSTEM_ADMINISTRATOR)))
                .header("If-Match", "*")
                .delete("/administrators/" + ada.id())
                .then()
                .statusCode(204);
        assertThat(authenticators.list(ada.id())).isEmpty();
    }

    private RequestSpecification account() {
        return SessionClient.account(realm, token);
    }

    private ValidatableResponse list() {
        return account().get("/authenticators").then().statusCode(200);
    }

    private Response verifyTotp(String code) {
        return account().body(Map.of("code", code)).post("/totp/verify");
    }

    private Map<String, Object> options() {
        return account()
                .post("/passkeys")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("publicKey");
    }

    private Response addPasskey(Object credential) {
        return account()
                .body(Map.of("name", "MacBook", "credential", credential))
                .post("/passkeys/verify");
    }

    private TestPasskey passkey() {
        return new TestPasskey(urls.origin(), urls.host(), TestPasskey.Algorithm.ES256);
    }

    private static Object create(TestPasskey passkey, Map<String, Object> options) throws JsonProcessingException {
        String user = ((Map<?, ?>) options.get("user")).get("id").toString();
        return JSON.readValue(passkey.create(options.get("challenge").toString(), user), Map.class);
    }

    private Instant now() {
        return clock.instant();
    }
}
