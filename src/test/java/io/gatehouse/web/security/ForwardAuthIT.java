package io.gatehouse.web.security;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.SessionList;
import io.gatehouse.session.Sessions;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
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

/** Forward authentication for a proxy in front of a portal. */
@GatehouseTest
class ForwardAuthIT {
    private static final String PORTAL = "https://portal.example.com";
    private static final String GATEHOUSE = "http://localhost:8081";

    @Inject
    TestRealms testRealms;

    @Inject
    Realms realms;

    @Inject
    Sessions sessions;

    @Inject
    SessionList sessionList;

    @Inject
    TestClock clock;

    @Test
    void a_proxy_gets_the_caller_and_a_token_for_the_portal_only() throws ParseException {
        Realm realm = testRealms.realm(PORTAL);
        Administrator administrator = testRealms.administrator(realm);
        String cookie = session(realm, administrator);
        Response answer = check(realm, realm, cookie);

        answer.then()
                .statusCode(200)
                .header("X-Gatehouse-Subject", administrator.id().toString())
                .header("X-Gatehouse-Email", administrator.email().value())
                .header("X-Gatehouse-Role", "OPERATOR")
                .header("Cache-Control", "no-store");
        String token = answer.header("Authorization").replaceFirst("^Bearer ", "");
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(PORTAL);
        assertThat(claims.getSubject()).isEqualTo(administrator.id().toString());
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "otp", "mca");
        given().auth()
                .oauth2(token)
                .get("/api/v1/realms/" + realm.slug() + "/account")
                .then()
                .statusCode(401);
    }

    @Test
    void without_an_audience_there_is_no_token() {
        Realm plain = testRealms.realm();
        Response signedIn = Visitor.of(plain).signIn(testRealms.administrator(plain));
        check(plain, plain, signedIn.getCookie(name(plain)))
                .then()
                .statusCode(200)
                .header("Authorization", nullValue());

        Realm own = testRealms.realm(PORTAL);
        String cookie = session(own, testRealms.administrator(own));
        realms.update(own, TestRealms.portal(own.settings(), GATEHOUSE + "/realms/" + own.slug()));
        check(own, own, cookie).then().statusCode(200).header("Authorization", nullValue());
    }

    @Test
    void a_pending_sign_in_is_not_authenticated() {
        Realm realm = testRealms.realm(PORTAL);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.administrator(realm));
        // The proxy gets a JSON problem, whatever the browser accepts.
        visitor.get("/forward-auth")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void a_page_kept_for_a_pending_sign_in_does_not_answer_the_check() {
        Realm realm = testRealms.realm(PORTAL);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.administrator(realm));

        Response kept = visitor.postFrom("/forward-auth", "/sign-in/code", Map.of("code", ""));
        assertThat(kept.statusCode()).isLessThan(500);
        visitor.get("/forward-auth").then().statusCode(401);
    }

    @Test
    void a_cookie_that_a_sibling_host_can_set_is_none() {
        Realm realm = testRealms.realm(PORTAL);
        String cookie = session(realm, testRealms.administrator(realm));
        String name = name(realm);
        for (String header : new String[] {"," + name + "=" + cookie, "other=1;\t" + name + "=" + cookie}) {
            given().header("Cookie", header)
                    .get("/realms/" + realm.slug() + "/forward-auth")
                    .then()
                    .statusCode(401);
        }
        given().header("Cookie", "," + name + "=other; " + name + "=" + cookie)
                .get("/realms/" + realm.slug() + "/forward-auth")
                .then()
                .statusCode(200);
    }

    @Test
    void sessions_of_other_realms_and_bearer_tokens_are_rejected() {
        Realm realm = testRealms.realm(PORTAL);
        Realm other = testRealms.realm(PORTAL);
        String cookie = session(realm, testRealms.administrator(realm));
        check(other, realm, cookie).then().statusCode(401);
        check(other, other, cookie).then().statusCode(401);
        check(realm, realm, cookie).then().statusCode(200);

        Realm plain = testRealms.realm();
        String token =
                SignInClient.of(plain).start(testRealms.administrator(plain)).getString("tokens.accessToken");
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
    void a_check_extends_the_session_until_it_is_revoked() {
        Realm realm = testRealms.realm(PORTAL);
        Administrator administrator = testRealms.administrator(realm);
        String cookie = session(realm, administrator);
        for (int times = 0; times < 4; times++) {
            clock.advance(Duration.ofMinutes(10));
            check(realm, realm, cookie).then().statusCode(200);
        }
        sessions.revoke(
                administrator.id(),
                sessionList.of(administrator.id()).get(0).session().id());
        check(realm, realm, cookie).then().statusCode(401);
    }

    @Test
    void an_idle_session_is_rejected() {
        Realm realm = testRealms.realm(PORTAL);
        String cookie = session(realm, testRealms.administrator(realm));
        clock.advance(Duration.ofMinutes(15));
        check(realm, realm, cookie).then().statusCode(401);
    }

    @Test
    void anonymous_requests_are_redirected_to_the_sign_in_and_back() {
        Realm realm = testRealms.realm(PORTAL);
        String page = GATEHOUSE + "/realms/" + realm.slug() + "/sign-in";
        redirect(realm, "/reports/7?from=a&to=b%20c")
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
    void only_a_path_of_this_host_is_returned_to(String page) {
        Realm realm = testRealms.realm(PORTAL);
        redirect(realm, page)
                .then()
                .statusCode(302)
                .header("Location", GATEHOUSE + "/realms/" + realm.slug() + "/sign-in");
    }

    @Test
    void it_accepts_get_and_head_in_existing_realms() {
        Realm realm = testRealms.realm(PORTAL);
        String cookie = session(realm, testRealms.administrator(realm));
        RequestSpecification proxy = browser().cookie(name(realm), cookie);
        proxy.head(path(realm)).then().statusCode(200);
        proxy.post(path(realm)).then().statusCode(405);
        browser().get("/realms/no-such-realm/forward-auth").then().statusCode(404);
    }

    private static String session(Realm realm, Administrator administrator) {
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        String code = mailedCode(administrator);
        return visitor.post("/sign-in/code", Map.of("code", code)).getCookie(name(realm));
    }

    /** Checks one realm with the session cookie of another, under that realm's cookie name. */
    private static Response check(Realm realm, Realm named, String cookie) {
        return browser().cookie(name(named), cookie).get(path(realm));
    }

    private static Response redirect(Realm realm, String requestedUri) {
        return browser()
                .header("X-Forwarded-Uri", requestedUri)
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
