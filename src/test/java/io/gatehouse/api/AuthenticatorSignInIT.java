package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.account;
import static io.gatehouse.testing.SessionClient.claims;
import static io.gatehouse.testing.SessionClient.refresh;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.Passkeys;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.authenticator.TestPasskey;
import io.gatehouse.authenticator.Totps;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-in, step-up and password reset by authenticators, over REST. */
@GatehouseTest
class AuthenticatorSignInIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Inject
    PublicUrls urls;

    @Inject
    Realms realms;

    @Inject
    Administrators administrators;

    @Inject
    Authenticators authenticators;

    @Inject
    Passkeys passkeys;

    @Inject
    Totps totps;

    @Inject
    RecoveryCodes recoveryCodes;

    private Realm realm;
    private Administrator ada;
    private SignInClient client;
    private TestPasskey passkey;

    @BeforeEach
    void set_up() {
        realm = testRealms.realm(MfaMethod.EMAIL);
        ada = testRealms.administrator(realm);
        client = SignInClient.of(realm);
        passkey = new TestPasskey(urls.origin(), urls.host(), TestPasskey.Algorithm.ES256);
    }

    @Test
    void an_app_is_enrolled_after_the_code_and_signs_in_from_then_on() throws ParseException {
        minimum(FactorStrength.TOTP);
        String id = client.begin(ada);
        client.post("/totp", Map.of("signInId", id)).then().statusCode(409).body("code", equalTo("step_not_allowed"));
        client.verify(id, mailed(1))
                .then()
                .statusCode(200)
                .body("state", equalTo("enroll_totp"))
                .body("channels.channel", contains("passkey", "totp"))
                .body("tokens", nullValue());
        recover(id).then().statusCode(409).body("code", equalTo("step_not_allowed"));
        client.code(id, "email").then().statusCode(403).body("code", equalTo("channel_not_allowed"));

        JsonPath setup = client.post("/totp", Map.of("signInId", id))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(setup.getString("uri")).contains("secret=" + setup.getString("secret"));
        assertThat(setup.getString("qr")).startsWith("<svg");
        TestApp app = new TestApp(setup.getString("secret"));
        totp(id, app.wrongCode(clock.instant()))
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_code"))
                .body("attemptsLeft", equalTo(4));
        Response complete = totp(id, app.code(clock.instant()));
        assertThat(claims(complete).getStringListClaim("amr")).containsExactly("pwd", "otp", "mfa");
        assertThat(claims(complete).getStringClaim("acr")).isEqualTo("urn:gatehouse:mfa");

        clock.advance(Duration.ofMinutes(1));
        client.start(ada.email().value(), TestRealms.PASSWORD)
                .then()
                .statusCode(200)
                .body("state", equalTo("choose_channel"))
                .body("channels.channel", contains("totp"))
                .body("channels[0].hint", equalTo("Phone app"));
    }

    @Test
    void a_passkey_is_enrolled_and_signs_in_with_and_without_a_password() throws ParseException {
        minimum(FactorStrength.PASSKEY);
        String id = client.begin(ada);
        client.verify(id, mailed(1)).then().body("state", equalTo("enroll_passkey"));
        Response enrolled = create(id);
        assertThat(claims(enrolled).getStringListClaim("amr")).containsExactly("pwd", "swk", "user", "mfa");
        assertThat(claims(enrolled).getStringClaim("acr")).isEqualTo("urn:gatehouse:phr");

        JsonPath started = client.start(ada);
        assertThat(started.getString("state")).isEqualTo("choose_channel");
        assertThat(started.getList("channels.channel")).containsExactly("passkey");
        Response options = client.post("/passkey", Map.of("signInId", started.getString("signInId")));
        options.then()
                .statusCode(200)
                .body("signInId", nullValue())
                .body("publicKey.rpId", equalTo(urls.host()))
                .body("publicKey.userVerification", equalTo("required"))
                .body("publicKey.allowCredentials", hasSize(1));
        passkey(started.getString("signInId"), options).then().statusCode(200).body("state", equalTo("complete"));

        Response unnamed = client.post("/passkey", Map.of());
        unnamed.then().statusCode(200).body("publicKey.allowCredentials", hasSize(0));
        Response complete = passkey(unnamed.jsonPath().getString("signInId"), unnamed);
        JWTClaimsSet claims = claims(complete);
        assertThat(claims.getSubject()).isEqualTo(ada.id().toString());
        assertThat(claims.getStringListClaim("amr")).containsExactly("swk", "user", "mfa");
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:gatehouse:phr");
        assertThat(claims.getLongClaim("auth_time")).isEqualTo(claims.getLongClaim("mfa_time"));
        refresh(realm, complete.jsonPath().getString("tokens.refreshToken"))
                .then()
                .statusCode(200);
    }

    @Test
    void a_passkey_alone_is_refused_as_a_wrong_password_is() throws JsonProcessingException {
        enroll();
        Response wrong = client.start(ada.email().value(), "wrong password");
        Response unknown = client.post("/passkey", Map.of());
        var stranger = new TestPasskey(urls.origin(), urls.host(), TestPasskey.Algorithm.EDDSA);
        stranger.userHandle = passkey.userHandle;
        String id = unknown.jsonPath().getString("signInId");
        Response refused = verify(id, stranger.get(unknown.jsonPath().getString("publicKey.challenge")));
        assertThat(refused.statusCode()).isEqualTo(401);
        for (String field : List.of("type", "title", "status", "detail", "code")) {
            assertThat(refused.jsonPath().getString(field))
                    .isEqualTo(wrong.jsonPath().getString(field));
        }
        verify(id, stranger.get(unknown.jsonPath().getString("publicKey.challenge")))
                .then()
                .body("code", equalTo("sign_in_expired"));

        administrators.change(
                administrators.find(realm.id(), ada.id()).orElseThrow(), ada.displayName(), ada.role(), true);
        Response disabled = client.post("/passkey", Map.of());
        passkey(disabled.jsonPath().getString("signInId"), disabled)
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_credentials"));
    }

    @Test
    void exactly_one_factor_is_verified_at_a_time() {
        String id = client.begin(ada);
        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of("signInId", id),
                Map.of("signInId", id, "code", "123456", "totp", "123456"),
                Map.of("signInId", id, "totp", "123456", "passkey", Map.of()),
                Map.of("signInId", id, "totp", "12345"),
                Map.of("signInId", id, "totp", 123456),
                Map.of("signInId", id, "passkey", "text"),
                Map.of("signInId", id, "passkey", List.of()))) {
            client.post("/verify", odd).then().statusCode(400).body("code", equalTo("invalid_request"));
        }
        client.post("/verify", Map.of("signInId", id, "passkey", Map.of()))
                .then()
                .statusCode(403)
                .body("code", equalTo("channel_not_allowed"));
    }

    @Test
    void one_of_fifty_posts_of_one_code_of_the_app_wins() {
        TestApp app = enrollApp();
        String code = app.code(clock.instant());
        List<String> ids = List.of(client.begin(ada), client.begin(ada), client.begin(ada), client.begin(ada));
        List<Response> answers = Parallel.each(
                Collections.nCopies(12, ids).stream().flatMap(List::stream).toList(), id -> totp(id, code));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
    }

    @Test
    void one_of_twenty_posts_of_one_passkey_wins() {
        enroll();
        Response started = client.post("/passkey", Map.of());
        String used = passkey.get(started.jsonPath().getString("publicKey.challenge"));
        String id = started.jsonPath().getString("signInId");
        List<Response> answers = Parallel.times(20, () -> verify(id, used));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
    }

    @Test
    void a_step_up_by_passkey_keeps_the_sid_and_makes_the_session_phishing_resistant() throws ParseException {
        TestApp app = enrollApp();
        enroll();
        Response signedIn = totp(client.begin(ada), app.code(clock.instant()));
        String token = signedIn.jsonPath().getString("tokens.accessToken");
        clock.advance(Duration.ofMinutes(4));
        Response begun = account(realm, token).body("{}").post("/step-up");
        begun.then()
                .statusCode(200)
                .body("state", equalTo("choose_channel"))
                .body("channels.channel", contains("passkey", "totp", "email"));
        String id = begun.jsonPath().getString("signInId");
        Response options = account(realm, token).body(Map.of("signInId", id)).post("/step-up/passkey");
        String used = passkey.get(options.jsonPath().getString("publicKey.challenge"));
        verify(id, used).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        Response raised = account(realm, token).body(body(id, used)).post("/step-up/verify");
        raised.then().statusCode(200).body("state", equalTo("complete"));
        assertThat(claims(raised).getStringClaim("sid"))
                .isEqualTo(claims(signedIn).getStringClaim("sid"));
        assertThat(claims(raised).getStringClaim("acr")).isEqualTo("urn:gatehouse:phr");
    }

    @Test
    void a_password_reset_asks_for_the_passkey() {
        enroll();
        minimum(FactorStrength.PASSKEY);
        String reset = "/api/v1/realms/" + realm.slug() + "/password-reset";
        post(reset, Map.of("email", ada.email().value())).then().statusCode(202);
        String token = await().until(this::mailedLink, Optional::isPresent).orElseThrow();
        Response opened = post(reset + "/open", Map.of("token", token));
        opened.then()
                .statusCode(200)
                .body("state", equalTo("choose_channel"))
                .body("channels.channel", contains("passkey"));
        String id = opened.jsonPath().getString("resetId");
        Response options = post(reset + "/passkey", Map.of("resetId", id));
        options.then().statusCode(200).body("publicKey.challenge", startsWith(""));
        Map<String, Object> body = Map.of(
                "resetId", id, "passkey", json(passkey.get(options.jsonPath().getString("publicKey.challenge"))));
        post(reset + "/verify", body).then().statusCode(200).body("state", equalTo("new_password"));
        post(reset + "/password", Map.of("resetId", id, "newPassword", "another harbour ladder quartz"))
                .then()
                .statusCode(204);
        assertThat(authenticators.list(ada.id())).hasSize(1);
    }

    private void minimum(FactorStrength minimum) {
        Realm now = realms.get(realm.slug());
        var mfa = now.settings().mfa();
        realm = realms.update(
                now,
                now.settings().with(mfa.withAuthenticators(mfa.totp(), mfa.passkey(), Map.of(Role.OPERATOR, minimum))));
    }

    private void enroll() {
        QuarkusTransaction.requiringNew().run(() -> {
            String flow = ada.id().toString();
            PasskeyOptions.Creation options =
                    passkeys.creationOptions(context(), flow).orElseThrow();
            String created = passkey.create(options.challenge(), options.user().id());
            passkeys.register(context(), flow, Optional.empty(), created);
        });
    }

    private TestApp enrollApp() {
        String flow = ada.id().toString();
        TestApp app = QuarkusTransaction.requiringNew()
                .call(() -> new TestApp(totps.enroll(context(), flow).secret()));
        QuarkusTransaction.requiringNew().run(() -> totps.confirm(context(), flow, app.code(clock.instant())));
        clock.advance(Duration.ofMinutes(1));
        return app;
    }

    private FlowContext context() {
        return new FlowContext(realm, ada, new Requester("192.0.2.1", "test", "request"));
    }

    private Response create(String id) {
        Response options = client.post("/passkey/new", Map.of("signInId", id));
        options.then().statusCode(200).body("publicKey.rp.id", equalTo(urls.host()));
        JsonPath json = options.jsonPath();
        return verify(id, passkey.create(json.getString("publicKey.challenge"), json.getString("publicKey.user.id")));
    }

    private Response passkey(String id, Response options) {
        return verify(id, passkey.get(options.jsonPath().getString("publicKey.challenge")));
    }

    private Response verify(String id, String credential) {
        return client.post("/verify", body(id, credential));
    }

    private static Map<String, Object> body(String id, String credential) {
        return Map.of("signInId", id, "passkey", json(credential));
    }

    private static Map<?, ?> json(String credential) {
        try {
            return JSON.readValue(credential, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Response totp(String id, String code) {
        return client.post("/verify", Map.of("signInId", id, "totp", code));
    }

    private Response recover(String id) {
        String code = recoveryCodes.regenerate(realm.id(), ada.id()).get(0).formatted();
        return client.post("/verify", Map.of("signInId", id, "recoveryCode", code));
    }

    private String mailed(int mails) {
        return mailedCode(ada, mails);
    }

    private Optional<String> mailedLink() {
        return TestMail.allTo(ada.email().value()).stream()
                .map(TestMail.Mail::text)
                .filter(text -> text.contains("password-reset?token="))
                .map(text -> MailedLink.in(text).token())
                .findFirst();
    }

    private static Response post(String path, Object body) {
        return RestAssured.given().contentType("application/json").body(body).post(path);
    }
}
