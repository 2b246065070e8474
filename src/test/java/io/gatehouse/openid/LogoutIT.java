package io.gatehouse.openid;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logouts over HTTP: at the request of a client, and reported to clients. */
@GatehouseTest
class LogoutIT {
    private static final String SIGNED_OUT = "https://portal.example/signed-out";

    @Inject
    TestRealms testRealms;

    private final LogoutReceiver receiver = new LogoutReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private record SignedIn(
            Realm realm, Administrator administrator, RelyingParty client, Visitor visitor, JsonPath tokens) {}

    private SignedIn signedIn() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RelyingParty client = RelyingParty.register(
                realm,
                administrator,
                Map.of("postLogoutRedirectUris", List.of(SIGNED_OUT), "backchannelLogoutUri", receiver.address()));
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        String answer = visitor.get(client.authorization(Map.of())).header("Location");
        return new SignedIn(
                realm,
                administrator,
                client,
                visitor,
                client.exchange(answer).then().statusCode(200).extract().jsonPath());
    }

    @Test
    void a_revocation_by_another_administrator_is_reported_to_the_client()
            throws ParseException, java.text.ParseException {
        SignedIn signedIn = signedIn();
        Administrator other = testRealms.administrator(signedIn.realm(), Role.SYSTEM_ADMINISTRATOR);
        SessionClient.as(signedIn.realm(), other)
                .post("/administrators/" + signedIn.administrator().id() + "/revoke-sessions")
                .then()
                .statusCode(204);
        var claims = signedIn.client().verified(receiver.token(), JWSAlgorithm.RS256);
        assertThat(new LogoutTokenClaimsSet(claims).getSessionID().getValue())
                .isEqualTo(signedIn.client()
                        .verified(signedIn.tokens().getString("id_token"), JWSAlgorithm.RS256)
                        .getStringClaim("sid"));
        assertThat(claims.getSubject()).isEqualTo(signedIn.administrator().id().toString());
        assertThat(claims.getAudience()).containsExactly(signedIn.client().clientId());
        signedIn.client().refresh(signedIn.tokens()).then().statusCode(400);
    }

    @Test
    void a_logout_is_reported_within_a_second() {
        SignedIn signedIn = signedIn();
        signedIn.visitor().post("/sign-out", Map.of()).then().statusCode(303);
        receiver.awaitRequests(1, Duration.ofSeconds(1));
    }

    @Test
    void a_failed_report_is_repeated() {
        receiver.respond(503);
        SignedIn signedIn = signedIn();
        signedIn.visitor().post("/sign-out", Map.of()).then().statusCode(303);
        receiver.awaitRequests(1, Duration.ofSeconds(10));
        receiver.respond(204);
        receiver.awaitRequests(2, Duration.ofSeconds(20));
    }

    /** A realm whose administrator is signed in, in these browsers, to clients that do not answer. */
    private record SilentRealm(Realm realm, Administrator administrator, List<Visitor> browsers) {
        /** Revokes the sessions of all browsers at once. */
        private void revokeSessions(Administrator by) {
            SessionClient.as(realm, by)
                    .post("/administrators/" + administrator.id() + "/revoke-sessions")
                    .then()
                    .statusCode(204);
        }
    }

    private SilentRealm silentRealm(Realm realm, ServerSocket silent, int clients, int browsers) {
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        String address = "http://127.0.0.1:" + silent.getLocalPort() + "/";
        List<RelyingParty> registered = Stream.generate(
                        () -> RelyingParty.register(realm, administrator, Map.of("backchannelLogoutUri", address)))
                .limit(clients)
                .toList();
        return new SilentRealm(
                realm,
                administrator,
                Stream.generate(() -> signedIn(realm, administrator, registered))
                        .limit(browsers)
                        .toList());
    }

    private static Visitor signedIn(Realm realm, Administrator administrator, List<RelyingParty> clients) {
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        for (RelyingParty client : clients) {
            client.exchange(visitor.get(client.authorization(Map.of())).header("Location"))
                    .then()
                    .statusCode(200);
        }
        return visitor;
    }

    private static ServerSocket silentServer() throws IOException {
        return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    @Test
    void a_client_that_does_not_answer_does_not_delay_others_of_its_realm() throws IOException {
        SignedIn healthy = signedIn();
        try (ServerSocket silent = silentServer()) {
            silentRealm(healthy.realm(), silent, 1, 10).revokeSessions(healthy.administrator());
            healthy.visitor().post("/sign-out", Map.of()).then().statusCode(303);
            receiver.awaitRequests(1, Duration.ofSeconds(2));
        }
    }

    @Test
    void clients_with_many_reports_do_not_delay_those_of_another_realm() throws IOException {
        SignedIn healthy = signedIn();
        Realm realm = testRealms.realm();
        try (ServerSocket silent = silentServer()) {
            silentRealm(realm, silent, 5, 2).revokeSessions(testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
            healthy.visitor().post("/sign-out", Map.of()).then().statusCode(303);
            receiver.awaitRequests(1, Duration.ofSeconds(1));
        }
    }

    @Test
    void clients_of_a_realm_that_do_not_answer_leave_workers_to_another() throws IOException {
        SignedIn healthy = signedIn();
        try (ServerSocket silent = silentServer()) {
            silentRealm(testRealms.realm(), silent, 5, 8)
                    .browsers()
                    .forEach(browser ->
                            browser.post("/sign-out", Map.of()).then().statusCode(303));
            healthy.visitor().post("/sign-out", Map.of()).then().statusCode(303);
            receiver.awaitRequests(1, Duration.ofSeconds(1));
        }
    }

    @Test
    void a_client_signs_out_by_its_id_token() {
        SignedIn signedIn = signedIn();
        Response answer = signedIn.visitor()
                .get("/oidc/logout?id_token_hint=" + signedIn.tokens().getString("id_token")
                        + "&post_logout_redirect_uri=" + SIGNED_OUT + "&state=a");
        answer.then().statusCode(303);
        assertThat(answer.header("Location")).isEqualTo(SIGNED_OUT + "?state=a");
        assertThat(answer.header("Clear-Site-Data")).isEqualTo("\"cache\"");
        receiver.token();
        signedIn.visitor().get("/account").then().statusCode(302);
        signedIn.client().refresh(signedIn.tokens()).then().statusCode(400);
    }

    @Test
    void without_an_id_token_the_administrator_confirms() {
        SignedIn signedIn = signedIn();
        Response page = signedIn.visitor()
                .get("/oidc/logout?client_id=" + signedIn.client().clientId() + "&post_logout_redirect_uri="
                        + SIGNED_OUT);
        page.then().statusCode(200).body(containsString("Do you want to sign out?"));
        signedIn.visitor().get("/account").then().statusCode(200);
        String request = page.asString().replaceAll("(?s).*name=\"request\" value=\"([^\"]*)\".*", "$1");
        Response confirmed = signedIn.visitor().post("/oidc/logout/confirm", Map.of("request", request));
        confirmed.then().statusCode(303);
        Response leading = signedIn.visitor().get(confirmed.header("Location").replaceFirst("^/realms/[^/]+", ""));
        leading.then().statusCode(200).header("Refresh", "0; url=" + SIGNED_OUT);
        signedIn.visitor().get("/account").then().statusCode(302);
        receiver.token();
    }

    @Test
    void no_address_is_led_to_that_is_not_registered() {
        SignedIn signedIn = signedIn();
        for (String address :
                List.of("https://evil.example/", SIGNED_OUT + "/", SIGNED_OUT + "?x=1", "//evil.example")) {
            Response answer = signedIn.visitor()
                    .get("/oidc/logout?id_token_hint=" + signedIn.tokens().getString("id_token")
                            + "&post_logout_redirect_uri=" + address);
            answer.then().statusCode(400).contentType("text/html");
        }
        signedIn.visitor()
                .get("/oidc/logout?post_logout_redirect_uri=" + SIGNED_OUT)
                .then()
                .statusCode(400);
        signedIn.visitor().get("/oidc/logout?id_token_hint=nonsense").then().statusCode(400);
        signedIn.visitor().get("/account").then().statusCode(200);
    }

    @Test
    void a_post_by_another_site_is_received() {
        SignedIn signedIn = signedIn();
        Response received = given().redirects()
                .follow(false)
                .header("Origin", "https://portal.example")
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("id_token_hint", signedIn.tokens().getString("id_token"))
                .formParam("post_logout_redirect_uri", SIGNED_OUT)
                .post(signedIn.client().path("logout"));
        received.then().statusCode(303);
        assertThat(received.header("Location"))
                .contains("/oidc/logout?request=")
                .doesNotContain("id_token");
        signedIn.visitor()
                .get(received.header("Location").replaceFirst("^/realms/[^/]+", ""))
                .then()
                .statusCode(200)
                .header("Refresh", "0; url=" + SIGNED_OUT);
    }
}
