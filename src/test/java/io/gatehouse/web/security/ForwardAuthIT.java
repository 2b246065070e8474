package io.gatehouse.web.security;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Sessions;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy in front of a portal is told. */
@GatehouseTest
class ForwardAuthIT {
    private static final String PORTAL = "https://portal.example.com";
    private static final String GATEHOUSE = "http://localhost:8081";

    @Inject
    TestRealms town;

    @Inject
    Realms realms;

    @Inject
    Sessions sessions;

    @Inject
    TestClock clock;

    @Test
    void a_proxy_is_told_who_asks_and_given_a_token_that_opens_nothing_here() throws ParseException {
        Realm realm = town.realm(PORTAL);
        Administrator person = town.administrator(realm);
        String cookie = session(realm, person);
        Response answer = check(realm, realm, cookie);

        answer.then()
                .statusCode(200)
                .header("X-Gatehouse-Subject", person.id().toString())
                .header("X-Gatehouse-Email", person.email().value())
                .header("X-Gatehouse-Role", "OPERATOR")
                .header("Cache-Control", "no-store");
        String token = answer.header("Authorization").replaceFirst("^Bearer ", "");
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(PORTAL);
        assertThat(claims.getSubject()).isEqualTo(person.id().toString());
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "otp", "mca");
        given().auth()
                .oauth2(token)
                .get("/api/v1/realms/" + realm.slug() + "/account")
                .then()
                .statusCode(401);
    }

    @Test
    void there_is_no_token_without_an_audience_other_than_gatehouse() {
        Realm plain = town.realm();
        Response signedIn = Visitor.of(plain).signIn(town.administrator(plain));
        check(plain, plain, signedIn.getCookie(name(plain)))
                .then()
                .statusCode(200)
                .header("Authorization", nullValue());

        Realm own = town.realm(PORTAL);
        String cookie = session(own, town.administrator(own));
        realms.update(own, TestRealms.portal(own.settings(), GATEHOUSE + "/realms/" + own.slug()));
        check(own, own, cookie).then().statusCode(200).header("Authorization", nullValue());
    }

    @Test
    void between_the_factors_nobody_is_signed_in() {
        Realm realm = town.realm(PORTAL);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(town.administrator(realm));
        // A problem for the proxy, whatever the browser behind it would rather read.
        visitor.get("/forward-auth")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void a_session_opens_no_other_realm_and_a_bearer_token_no_portal() {
        Realm realm = town.realm(PORTAL);
        Realm other = town.realm(PORTAL);
        String cookie = session(realm, town.administrator(realm));
        check(other, realm, cookie).then().statusCode(401);
        check(other, other, cookie).then().statusCode(401);
        check(realm, realm, cookie).then().statusCode(200);

        Realm plain = town.realm();
        String token = SignInClient.of(plain).start(town.administrator(plain)).getString("tokens.accessToken");
        for (String bearer : new String[] {token, "garbage"}) {
            browser()
                    .auth()
                    .oauth2(bearer)
                    .get(path(plain))
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void asking_counts_as_use_until_the_session_is_revoked() {
        Realm realm = town.realm(PORTAL);
        Administrator person = town.administrator(realm);
        String cookie = session(realm, person);
        for (int times = 0; times < 4; times++) {
            clock.advance(Duration.ofMinutes(10));
            check(realm, realm, cookie).then().statusCode(200);
        }
        sessions.revoke(person.id(), sessions.list(person.id()).get(0).id());
        check(realm, realm, cookie).then().statusCode(401);
    }

    @Test
    void an_idle_session_is_out() {
        Realm realm = town.realm(PORTAL);
        String cookie = session(realm, town.administrator(realm));
        clock.advance(Duration.ofMinutes(15));
        check(realm, realm, cookie).then().statusCode(401);
    }

    @Test
    void strangers_are_led_to_the_sign_in_and_from_there_back() {
        Realm realm = town.realm(PORTAL);
        String page = GATEHOUSE + "/realms/" + realm.slug() + "/sign-in";
        lead(realm, "/reports/7?from=a&to=b%20c")
                .then()
                .statusCode(302)
                .header("Location", page + "?return_to=%2Freports%2F7%3Ffrom%3Da%26to%3Db%2520c")
                .header("Cache-Control", "no-store");
        browser().get(path(realm) + "?redirect=true").then().statusCode(302).header("Location", page);
        browser().get(path(realm) + "?redirect=false").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "/a/..//evil.example", "x", "/%0d"
            })
    void nothing_leads_back_but_a_path_of_this_host(String asked) {
        Realm realm = town.realm(PORTAL);
        lead(realm, asked)
                .then()
                .statusCode(302)
                .header("Location", GATEHOUSE + "/realms/" + realm.slug() + "/sign-in");
    }

    @Test
    void it_is_asked_by_get_or_head_in_a_realm_that_exists() {
        Realm realm = town.realm(PORTAL);
        String cookie = session(realm, town.administrator(realm));
        RequestSpecification proxy = browser().cookie(name(realm), cookie);
        proxy.head(path(realm)).then().statusCode(200);
        proxy.post(path(realm)).then().statusCode(405);
        browser().get("/realms/no-such-realm/forward-auth").then().statusCode(404);
    }

    private static String session(Realm realm, Administrator person) {
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(person);
        String code = codeIn(TestMail.latestTo(person.email().value()).text());
        return visitor.post("/sign-in/code", Map.of("code", code)).getCookie(name(realm));
    }

    /** Asks of one realm with a cookie under the name that it has in another. */
    private static Response check(Realm asked, Realm named, String cookie) {
        return browser().cookie(name(named), cookie).get(path(asked));
    }

    private static Response lead(Realm realm, String askedFor) {
        return browser()
                .header("X-Forwarded-Uri", askedFor)
                .header("X-Forwarded-Host", "evil.example")
                .get(path(realm) + "?redirect=true");
    }

    private static RequestSpecification browser() {
        return given().accept("text/html").redirects().follow(false);
    }

    private static String path(Realm realm) {
        return "/realms/" + realm.slug() + "/forward-auth";
    }

    private static String name(Realm realm) {
        return "gatehouse-session-" + realm.slug();
    }
}
