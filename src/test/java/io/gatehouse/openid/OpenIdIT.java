package io.gatehouse.openid;

import static io.gatehouse.openid.BrowserFlow.continued;
import static io.gatehouse.openid.BrowserFlow.path;
import static io.gatehouse.openid.BrowserFlow.returnTo;
import static io.gatehouse.openid.RelyingParty.parameter;
import static io.gatehouse.openid.client.ClientFakes.REDIRECT_URI;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The OpenID provider over HTTP, from the request of a client to the end of its tokens. */
@GatehouseTest
class OpenIdIT {
    @Inject
    Database database;

    @Inject
    TestRealms testRealms;

    @Inject
    Realms realms;

    @Test
    void an_administrator_signs_in_by_a_mailed_code_and_the_client_gets_tokens() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of("scopes", List.of("openid", "email", "groups")));
        RelyingParty portal = flow.client();
        Administrator administrator = flow.administrator();
        JsonPath tokens = portal.exchange(flow.signIn(Map.of()))
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("token_type", equalTo("Bearer"))
                .body("scope", containsString("email"))
                .extract()
                .jsonPath();
        JWTClaimsSet idToken = flow.idToken(tokens);
        assertThat(idToken.getSubject()).isEqualTo(administrator.id().toString());
        assertThat(idToken.getClaims())
                .containsEntry("nonce", "n-0S6")
                .containsEntry("acr", "urn:gatehouse:pwd")
                .containsEntry("groups", List.of("SYSTEM_ADMINISTRATOR"));

        String accessToken = tokens.getString("access_token");
        portal.verified(accessToken, JWSAlgorithm.ES256);
        flow.userInfo(tokens)
                .then()
                .statusCode(200)
                .body("email", equalTo(administrator.email().value()))
                .body("sub", equalTo(administrator.id().toString()));
        given().contentType("application/x-www-form-urlencoded")
                .formParam("access_token", accessToken)
                .post(portal.path("userinfo"))
                .then()
                .statusCode(200);
        SessionClient.account(flow.realm(), accessToken).get().then().statusCode(401);
        portal.post("introspect", Map.of("token", accessToken))
                .then()
                .statusCode(200)
                .body("active", equalTo(true))
                .body("client_id", equalTo(portal.clientId()));

        JsonPath refreshed =
                portal.refresh(tokens).then().statusCode(200).extract().jsonPath();
        portal.post("revoke", Map.of("token", refreshed.getString("refresh_token")))
                .then()
                .statusCode(200);
        portal.refresh(refreshed).then().statusCode(400).body("error", equalTo("invalid_grant"));
        flow.userInfo(tokens).then().statusCode(401).header("WWW-Authenticate", containsString("invalid_token"));
    }

    @Test
    void a_session_is_used_by_further_requests_and_prompt_login_asks_for_the_password() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        flow.signIn(Map.of());

        Response again = flow.begin(Map.of("prompt", "none"));
        again.then().statusCode(303);
        assertThat(parameter(again.header("Location"), "code")).hasSize(43);
        assertThat(parameter(again.header("Location"), "iss"))
                .endsWith("/realms/" + flow.realm().slug());
        assertThat(parameter(again.header("Location"), "state")).isEqualTo("xyz");

        Response login = flow.begin(Map.of("prompt", "login"));
        login.then().statusCode(303);
        flow.visitor().get("/step-up?return_to=" + returnTo(login)).then().statusCode(200);
        assertThat(parameter(flow.stepUp(login), "code")).hasSize(43);
        flow.visitor().get(path(returnTo(login))).then().statusCode(400);
    }

    @Test
    void the_request_waits_through_password_and_code() {
        BrowserFlow registered = BrowserFlow.of(testRealms, Map.of());
        RelyingParty portal = registered.client();
        Visitor visitor = registered.visitor();
        Realm realm = registered.realm();
        realms.update(realm, realm.settings().with(realm.settings().mfa().enabledWith(MfaMethod.EMAIL)));
        Administrator administrator = testRealms.administrator(realm);
        BrowserFlow flow = new BrowserFlow(portal, visitor, realm, administrator);
        Response led = flow.begin(Map.of("login_hint", administrator.email().value()));
        assertThat(led.header("Location")).contains("login_hint=");
        Response sent = flow.enterPassword(led, "/sign-in");
        assertThat(sent.header("Location")).contains("/sign-in/code?flow=");
        String code = SignInClient.mailedCode(administrator);
        String address = continued(visitor, visitor.post("/sign-in/code", Map.of("code", code)));
        assertThat(flow.idToken(flow.tokens(address)).getClaims())
                .containsEntry("acr", "urn:gatehouse:mca")
                .containsEntry("amr", List.of("pwd", "otp", "mca"));
        Response stronger = flow.begin(Map.of("acr_values", "urn:gatehouse:phr"));
        assertThat(stronger.header("Location")).as("the realm accepts passkeys").contains("/step-up?return_to=");
        Response silent = flow.begin(Map.of("acr_values", "urn:gatehouse:phr", "prompt", "none"));
        assertThat(parameter(silent.header("Location"), "error")).isEqualTo("unmet_authentication_requirements");
    }

    @Test
    void each_tab_keeps_its_request_and_a_mailed_link_finds_the_newest() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        Visitor visitor = flow.visitor();
        Response first = flow.begin(Map.of("state", "first"));
        Response second = flow.begin(Map.of("state", "second"));
        assertThat(returnTo(first)).isNotEqualTo(returnTo(second));
        visitor.get("/sign-in?password=changed").then().statusCode(200).body(containsString(returnTo(second)));
        assertThat(parameter(flow.signIn(first), "state")).isEqualTo("first");
        String page = visitor.get(path(returnTo(second))).header("Refresh");
        assertThat(parameter(page.substring("0; url=".length()), "state")).isEqualTo("second");
    }

    @Test
    void a_request_posted_by_another_site_is_answered_without_trust_in_the_cookies_of_the_post() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        assertThat(flow.postFromClient(Map.of()).header("Location")).contains("/oidc/continue?request=");
        given().header("Origin", "https://portal.example")
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("request", "x")
                .post(flow.client().path("logout") + "/confirm")
                .then()
                .statusCode(403);
    }

    @Test
    void requests_without_a_valid_redirect_address_are_refused_by_a_page() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        flow.begin(Map.of("client_id", "other"))
                .then()
                .statusCode(400)
                .contentType("text/html")
                .body(containsString("registered"));
        flow.begin(Map.of("redirect_uri", "https://evil.example/callback"))
                .then()
                .statusCode(400)
                .contentType("text/html");
        Response refused = flow.begin(Map.of("response_type", "token"));
        assertThat(refused.header("Location")).startsWith(REDIRECT_URI + "#").contains("unsupported_response_type");
    }

    @Test
    void a_head_request_for_user_info_is_answered() {
        given().head("/realms/" + testRealms.realm().slug() + "/oidc/userinfo")
                .then()
                .statusCode(401);
    }

    @Test
    void a_head_request_changes_nothing() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        String idToken = flow.tokens(flow.signIn(Map.of())).getString("id_token");
        Response proven = flow.enterPassword(flow.begin(Map.of("prompt", "login")), "/step-up");
        Map.of(
                        flow.client().authorization(Map.of()),
                        "GET, POST",
                        path(proven.header("Location")),
                        "GET",
                        "/oidc/logout?id_token_hint=" + idToken,
                        "GET, POST")
                .forEach((path, allowed) -> {
                    Response refused = flow.visitor().head(path);
                    refused.then().statusCode(405);
                    assertThat(List.of(refused.header("Allow").split(", *")))
                            .as(path)
                            .containsExactlyInAnyOrder(allowed.split(", "));
                    assertThat(refused.cookies()).isEmpty();
                });
        assertThat(parameter(continued(flow.visitor(), proven), "code")).hasSize(43);
        flow.visitor().get("/account").then().statusCode(200);
    }

    @Test
    void the_code_of_a_client_that_is_deleted_during_the_exchange_is_refused() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        String answer = flow.signIn(Map.of());
        CompletableFuture<Response> exchange;
        try (var deletion = database.holdUncommitted(
                "delete from openid_client where realm_id = '" + flow.realm().id() + "'")) {
            exchange = CompletableFuture.supplyAsync(() -> flow.client().exchange(answer));
            deletion.awaitMet();
            deletion.commit();
        }
        exchange.join().then().statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void a_pushed_request_is_used_once() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        RelyingParty portal = flow.client();
        Map<String, String> request = portal.parameters(Map.of());
        String uri = portal.post("par", request)
                .then()
                .statusCode(201)
                .body("expires_in", equalTo(90))
                .extract()
                .path("request_uri");
        Visitor visitor = flow.visitor();
        String path = "/oidc/authorize?client_id=" + portal.clientId() + "&request_uri=" + uri;
        assertThat(visitor.get(path).header("Location")).contains("/sign-in?return_to=");
        visitor.get(path).then().statusCode(400);
        given().contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(request)
                .post(portal.path("par"))
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
    }

    @Test
    void clients_authenticate_by_their_secrets_of_which_two_are_valid() {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        RelyingParty portal = flow.client();
        var api = SessionClient.as(flow.realm(), flow.administrator());
        portal.as("wrong")
                .formParam("token", "x")
                .post(portal.path("introspect"))
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Basic"))
                .body("error", equalTo("invalid_client"));
        given().contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("token", "x")
                .formParam("client_id", portal.clientId())
                .post(portal.path("revoke"))
                .then()
                .statusCode(401);
        String clients = "/clients/" + portal.clientId();
        String second = api.post(clients + "/secret").path("clientSecret");
        portal.post("introspect", Map.of("token", "x")).then().statusCode(200).body("active", equalTo(false));
        api.post(clients + "/secret").then().statusCode(200);
        portal.post("introspect", Map.of("token", "x")).then().statusCode(401);
        portal.as(second)
                .formParam("token", "x")
                .post(portal.path("introspect"))
                .then()
                .statusCode(200);
    }

    @Test
    void a_change_of_a_client_keeps_fields_that_were_changed_meanwhile() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RelyingParty.register(realm, administrator, Map.of("clientId", "portal"));
        var api = SessionClient.as(realm, administrator);
        CompletableFuture<Response> change;
        try (Database.Obstacle held = database.holdAccounts(realm)) {
            change = CompletableFuture.supplyAsync(
                    () -> api.body(Map.of("pkce", "optional")).patch("/clients/portal"));
            held.awaitMet();
            database.execute(
                    "update openid_client set metadata = metadata || '{\"name\": \"Renamed\"}' where realm_id = '"
                            + realm.id() + "'");
        }
        change.join().then().statusCode(200).body("name", equalTo("Renamed")).body("pkce", equalTo("optional"));
    }

    @Test
    void the_registry_is_changed_by_system_administrators_and_validates_every_field() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RelyingParty portal = RelyingParty.register(realm, administrator, Map.of("clientId", "portal"));
        Administrator operator = testRealms.administrator(realm);
        SessionClient.as(realm, operator)
                .get("/clients")
                .then()
                .statusCode(200)
                .body("[0].clientId", equalTo("portal"))
                .body("[0].clientSecret", equalTo(null));
        SessionClient.as(realm, operator).body(Map.of()).post("/clients").then().statusCode(403);
        SessionClient.as(realm, operator).delete("/clients/portal").then().statusCode(403);
        var api = SessionClient.as(realm, administrator);
        api.body(Map.of("clientId", "portal", "name", "x", "redirectUris", List.of(REDIRECT_URI)))
                .post("/clients")
                .then()
                .statusCode(409);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("redirectUris", List.of()),
                Map.of("redirectUris", List.of("http://portal.example/")),
                Map.of("name", ""),
                Map.of("type", "public"),
                Map.of("type", "secret"),
                Map.of("authMethod", "none"),
                Map.of("authMethod", "private_key_jwt"),
                Map.of("scopes", List.of("email")),
                Map.of("scopes", List.of("openid", "root")),
                Map.of("roles", List.of()),
                Map.of("minimumAcr", "x"),
                Map.of("backchannelLogoutUri", "http://portal.example/"),
                Map.of("clientId", "other"))) {
            api.body(wrong).patch("/clients/portal").then().statusCode(400).body("code", equalTo("invalid_request"));
        }
        api.body(Map.of("idTokenAlg", "ES256", "minimumAcr", "urn:gatehouse:mfa", "pkce", "optional"))
                .patch("/clients/portal")
                .then()
                .statusCode(200)
                .body("idTokenAlg", equalTo("ES256"))
                .body("name", equalTo("Portal"))
                .body("clientSecret", equalTo(null));
        api.delete("/clients/portal").then().statusCode(204);
        api.get("/clients/portal").then().statusCode(404);
        portal.post("introspect", Map.of("token", "x")).then().statusCode(401);
    }

    @Test
    void the_metadata_is_complete_and_scripts_of_every_origin_may_call() throws ParseException {
        Realm realm = testRealms.realm();
        Response response = given().header("Origin", "https://spa.example")
                .get("/realms/" + realm.slug() + "/.well-known/openid-configuration");
        response.then().statusCode(200).header("Access-Control-Allow-Origin", "*");
        OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(response.asString());
        assertThat(metadata.getIssuer().getValue()).endsWith("/realms/" + realm.slug());
        assertThat(metadata.getTokenEndpointURI()).isNotNull();
        assertThat(metadata.supportsBackChannelLogout()).isTrue();
        given().header("Origin", "https://spa.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "dpop")
                .options("/realms/" + realm.slug() + "/oidc/token")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", containsString("DPoP"));
        given().header("Origin", "https://spa.example")
                .contentType("application/x-www-form-urlencoded")
                .formParam("grant_type", "authorization_code")
                .post("/realms/" + realm.slug() + "/oidc/token")
                .then()
                .statusCode(400)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Credentials", equalTo(null));
    }
}
