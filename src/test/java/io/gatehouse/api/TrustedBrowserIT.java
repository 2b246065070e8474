package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.account;
import static io.gatehouse.testing.SessionClient.claims;
import static io.gatehouse.testing.SessionClient.signInByMail;
import static io.gatehouse.testing.SessionClient.startFrom;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
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

/** Trusted browsers in place of a code. */
@GatehouseTest
class TrustedBrowserIT {
    @Inject
    TestRealms testRealms;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    TestClock clock;

    @Test
    void replaces_the_code_and_is_reported_in_amr() throws ParseException {
        Realm realm = weekly();
        Administrator administrator = testRealms.administrator(realm);
        Response trusted = signInByMail(realm, administrator, Map.of("trustBrowser", true), 1);
        trusted.then().statusCode(200).body("trustedBrowser.until", notNullValue());
        clock.advance(Duration.ofHours(1));
        Response again = startFrom(realm, administrator, trusted);
        again.then().statusCode(200).body("state", equalTo("complete"));
        JWTClaimsSet claims = claims(again);
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:gatehouse:pwd");
        assertThat(claims.getLongClaim("auth_time") - claims.getLongClaim("mfa_time"))
                .isBetween(3595L, 3700L);
    }

    @Test
    void is_trusted_for_one_account_within_the_interval() {
        Realm realm = weekly();
        Administrator administrator = testRealms.administrator(realm);
        Response trusted = signInByMail(realm, administrator, Map.of("trustBrowser", true), 1);
        startFrom(realm, testRealms.administrator(realm), trusted).then().body("state", equalTo("code_sent"));
        clock.advance(Duration.ofDays(7));
        startFrom(realm, administrator, trusted).then().body("state", equalTo("code_sent"));
    }

    @Test
    void can_be_trusted_by_several_accounts() {
        Realm realm = weekly();
        Administrator first = testRealms.administrator(realm);
        Administrator second = testRealms.administrator(realm);
        Response browser = signInByMail(realm, first, Map.of("trustBrowser", true), 1);
        String cookie = "gatehouse-trust-" + realm.slug();
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(second);
        String code = mailedCode(second);
        Response both = given().cookie(cookie, browser.getCookie(cookie))
                .contentType("application/json")
                .body(Map.of("signInId", id, "code", code, "trustBrowser", true))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in/verify");
        startFrom(realm, first, both).then().body("state", equalTo("complete"));
        startFrom(realm, second, both).then().body("state", equalTo("complete"));
        startFrom(realm, first, browser).then().body("state", equalTo("code_sent"));
    }

    @Test
    void is_not_offered_if_every_sign_in_requires_a_code() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Response answer = signInByMail(realm, testRealms.administrator(realm), Map.of("trustBrowser", true), 1);
        answer.then().statusCode(200).body("trustedBrowser", nullValue());
    }

    @Test
    void is_not_granted_for_a_recovery_code() {
        Realm realm = weekly();
        Administrator administrator = testRealms.administrator(realm);
        String recoveryCode =
                recoveryCodes.regenerate(realm.id(), administrator.id()).get(0).formatted();
        String id = SignInClient.of(realm).begin(administrator);
        Response answer = given().contentType("application/json")
                .body(Map.of("signInId", id, "recoveryCode", recoveryCode, "trustBrowser", true))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in/verify");
        answer.then().statusCode(200).body("state", equalTo("complete")).body("trustedBrowser", nullValue());
        assertThat(answer.getCookie("gatehouse-trust-" + realm.slug())).isNull();
    }

    @Test
    void is_listed_and_revoked() {
        Realm realm = weekly();
        Administrator administrator = testRealms.administrator(realm);
        Response trusted = signInByMail(realm, administrator, Map.of("trustBrowser", true), 1);
        String token = trusted.jsonPath().getString("tokens.accessToken");
        String id = account(realm, token).get("/trusted-browsers").jsonPath().getString("[0].id");
        account(realm, token).delete("/trusted-browsers/" + id).then().statusCode(204);
        account(realm, token).get("/trusted-browsers").then().body("$", hasSize(0));
        startFrom(realm, administrator, trusted).then().body("state", equalTo("code_sent"));
    }

    private Realm weekly() {
        return testRealms.realm(MfaMethod.EMAIL, AuthenticationInterval.WEEK);
    }
}
