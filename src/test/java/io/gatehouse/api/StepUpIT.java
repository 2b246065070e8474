package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.account;
import static io.gatehouse.testing.SessionClient.claims;
import static io.gatehouse.testing.SessionClient.refresh;
import static io.gatehouse.testing.SessionClient.signInByMail;
import static io.gatehouse.testing.SessionClient.tokens;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The step-up API. */
@GatehouseTest
class StepUpIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Test
    void by_code_rotates_the_tokens_and_keeps_the_sid() throws ParseException {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        Response signedIn = signInByMail(realm, administrator, Map.of(), 1);
        String before = signedIn.jsonPath().getString("tokens.accessToken");
        clock.advance(Duration.ofMinutes(4));
        Response sent = account(realm, before).body("{}").post("/step-up");
        sent.then().statusCode(200).body("state", equalTo("code_sent"));
        String code = mailedCode(administrator, 2);
        Map<String, String> body = Map.of("signInId", sent.jsonPath().getString("signInId"), "code", code);
        SignInClient.of(realm).post("/verify", body).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        Response raised = account(realm, before).body(body).post("/step-up/verify");
        raised.then().statusCode(200).body("state", equalTo("complete"));
        assertThat(claims(raised).getStringClaim("sid"))
                .isEqualTo(claims(signedIn).getStringClaim("sid"));
        assertThat(claims(raised).getLongClaim("mfa_time"))
                .isGreaterThan(claims(signedIn).getLongClaim("mfa_time"));
        refresh(realm, signedIn.jsonPath().getString("tokens.refreshToken"))
                .then()
                .statusCode(401);
        refresh(realm, raised.jsonPath().getString("tokens.refreshToken"))
                .then()
                .statusCode(200);
    }

    @Test
    void by_password_without_mfa() {
        Realm realm = testRealms.realm();
        String token = tokens(realm, testRealms.administrator(realm)).get("accessToken");
        account(realm, token).body("{}").post("/step-up").then().statusCode(409);
        account(realm, token)
                .body(Map.of("password", "wrong"))
                .post("/step-up")
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_credentials"));
        account(realm, token)
                .body(Map.of("password", TestRealms.PASSWORD))
                .post("/step-up")
                .then()
                .statusCode(200)
                .body("state", equalTo("complete"));
    }

    @Test
    void is_bound_to_its_session() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        String one = signInByMail(realm, administrator, Map.of(), 1).jsonPath().getString("tokens.accessToken");
        String other =
                signInByMail(realm, administrator, Map.of(), 2).jsonPath().getString("tokens.accessToken");
        String id = account(realm, one).body("{}").post("/step-up").jsonPath().getString("signInId");
        String code = mailedCode(administrator, 3);
        account(realm, other)
                .body(Map.of("signInId", id, "code", code))
                .post("/step-up/verify")
                .then()
                .statusCode(401)
                .body("code", equalTo("sign_in_expired"));
    }
}
