package io.gatehouse.openid;

import static io.gatehouse.openid.BrowserFlow.answer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients with keys over HTTP: assertions by {@code private_key_jwt} (RFC 7523), and proofs of possession (RFC 9449). */
@GatehouseTest
class ClientKeysIT {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    @Inject
    TestRealms testRealms;

    private static ECKey key(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    /** Returns the address of an endpoint as the metadata has it. */
    private static URI endpoint(BrowserFlow flow, String name) {
        String metadata = given().get("/realms/" + flow.realm().slug() + "/.well-known/openid-configuration")
                .path(name);
        return URI.create(metadata);
    }

    private static Response exchange(BrowserFlow flow, String answer, ECKey key) throws JOSEException {
        var claims = new JWTAuthenticationClaimsSet(
                new ClientID(flow.client().clientId()), new Audience(endpoint(flow, "token_endpoint")));
        var assertion = new PrivateKeyJWT(claims, JWSAlgorithm.ES256, key.toPrivateKey(), key.getKeyID(), null);
        Map<String, String> form = new HashMap<>(flow.client().exchangeOf(answer));
        assertion.toParameters().forEach((name, values) -> form.put(name, values.get(0)));
        return given().contentType(FORM).formParams(form).post(flow.client().path("token"));
    }

    @Test
    void a_client_authenticates_by_keys_at_its_address_which_it_may_replace() throws JOSEException, IOException {
        ECKey first = key("1");
        ECKey second = key("2");
        var published = new HashMap<String, ECKey>(Map.of("now", first));
        HttpServer portal = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        portal.createContext("/", exchange -> {
            byte[] body =
                    new JWKSet(published.get("now").toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        portal.start();
        try {
            BrowserFlow flow = BrowserFlow.of(
                    testRealms,
                    Map.of(
                            "authMethod",
                            "private_key_jwt",
                            "jwksUri",
                            "http://127.0.0.1:" + portal.getAddress().getPort() + "/jwks"));
            exchange(flow, flow.signIn(Map.of()), first).then().statusCode(200);
            exchange(flow, answer(flow.begin(Map.of())), key("1"))
                    .then()
                    .statusCode(401)
                    .body("error", equalTo("invalid_client"));
            published.put("now", second);
            exchange(flow, answer(flow.begin(Map.of())), second).then().statusCode(200);
        } finally {
            portal.stop(0);
        }
    }

    @Test
    void tokens_of_a_public_client_are_bound_to_its_key() throws JOSEException {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of("type", "public", "authMethod", "none"));
        ECKey key = key("1");
        var proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
        URI endpoint = endpoint(flow, "token_endpoint");
        Map<String, String> form = new HashMap<>(flow.client().exchangeOf(flow.signIn(Map.of())));
        form.put("client_id", flow.client().clientId());
        String proof = proofs.createDPoPJWT("POST", endpoint).serialize();
        JsonPath tokens = token(flow, proof, form)
                .then()
                .statusCode(200)
                .body("token_type", equalTo("DPoP"))
                .extract()
                .jsonPath();
        Map<String, String> refresh = Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.getString("refresh_token"),
                "client_id",
                flow.client().clientId());
        token(flow, proof, refresh).then().statusCode(400).body("error", equalTo("invalid_dpop_proof"));
        String ofThief = new DefaultDPoPProofFactory(key("1"), JWSAlgorithm.ES256)
                .createDPoPJWT("POST", endpoint)
                .serialize();
        token(flow, ofThief, refresh).then().statusCode(400);
        token(flow, proofs.createDPoPJWT("POST", endpoint).serialize(), refresh)
                .then()
                .statusCode(200);

        var accessToken = new DPoPAccessToken(tokens.getString("access_token"));
        String forUserInfo = proofs.createDPoPJWT("GET", endpoint(flow, "userinfo_endpoint"), accessToken)
                .serialize();
        flow.userInfo(tokens).then().statusCode(401);
        for (int status : List.of(200, 401)) {
            Response info = given().header("Authorization", accessToken.toAuthorizationHeader())
                    .header("DPoP", forUserInfo)
                    .get(flow.client().path("userinfo"));
            info.then().statusCode(status);
            if (status == 401) {
                assertThat(info.header("WWW-Authenticate")).contains("DPoP");
            }
        }
    }

    private static Response token(BrowserFlow flow, String proof, Map<String, String> form) {
        return given().header("DPoP", proof)
                .contentType(FORM)
                .formParams(form)
                .post(flow.client().path("token"));
    }

    @Test
    void a_pushed_request_binds_its_code_to_the_key_of_its_proof() throws JOSEException {
        BrowserFlow flow = BrowserFlow.of(testRealms, Map.of());
        var proofs = new DefaultDPoPProofFactory(key("1"), JWSAlgorithm.ES256);
        String par = proofs.createDPoPJWT("POST", endpoint(flow, "pushed_authorization_request_endpoint"))
                .serialize();
        String uri = flow.client()
                .as(flow.client().secret())
                .header("DPoP", par)
                .formParams(flow.client().parameters(Map.of()))
                .post(flow.client().path("par"))
                .then()
                .statusCode(201)
                .extract()
                .path("request_uri");
        String answer = flow.signIn(
                flow.visitor().get("/oidc/authorize?client_id=" + flow.client().clientId() + "&request_uri=" + uri));
        flow.client().exchange(answer).then().statusCode(400).body("error", containsString("invalid"));
    }
}
