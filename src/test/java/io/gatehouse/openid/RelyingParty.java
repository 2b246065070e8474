package io.gatehouse.openid;

import static io.gatehouse.openid.client.ClientFakes.REDIRECT_URI;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.SessionClient;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A confidential client with a secret, registered by the REST API. */
public final class RelyingParty {
    private final Realm realm;
    private final String clientId;
    private final String secret;
    private final Optional<CodeVerifier> verifier;

    private RelyingParty(Realm realm, JsonPath registered) {
        this.realm = realm;
        this.clientId = registered.getString("clientId");
        this.secret = registered.getString("clientSecret");
        this.verifier =
                registered.getString("pkce").equals("required") ? Optional.of(new CodeVerifier()) : Optional.empty();
    }

    /** Registers a client as that System Administrator, with these fields beside the necessary ones. */
    public static RelyingParty register(Realm realm, Administrator systemAdministrator, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "Portal", "redirectUris", List.of(REDIRECT_URI)));
        body.putAll(more);
        Response response =
                SessionClient.as(realm, systemAdministrator).body(body).post("/clients");
        response.then().statusCode(201);
        return new RelyingParty(realm, response.jsonPath());
    }

    public String clientId() {
        return clientId;
    }

    String secret() {
        return secret;
    }

    /** Returns the path of an authorization request below the realm's, with these parameters besides, or without those that are empty. */
    public String authorization(Map<String, String> more) {
        return "/oidc/authorize?"
                + parameters(more).entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining("&"));
    }

    /** Returns the parameters of an authorization request, with these besides, or without those that are empty. */
    Map<String, String> parameters(Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "client_id",
                clientId,
                "redirect_uri",
                REDIRECT_URI,
                "response_type",
                "code",
                "scope",
                "openid email groups",
                "state",
                "xyz",
                "nonce",
                "n-0S6"));
        verifier.ifPresent(secretOfCode -> {
            parameters.put(
                    "code_challenge",
                    CodeChallenge.compute(CodeChallengeMethod.S256, secretOfCode)
                            .getValue());
            parameters.put("code_challenge_method", "S256");
        });
        parameters.putAll(more);
        parameters.values().removeIf(String::isEmpty);
        return parameters;
    }

    /** Returns a parameter of the answer to an authorization request. */
    static String parameter(String address, String name) {
        assertThat(address).startsWith(REDIRECT_URI + "?");
        List<String> values =
                URLUtils.parseParameters(URI.create(address).getRawQuery()).get(name);
        return values == null ? null : values.get(0);
    }

    /** Exchanges the code of an answer for tokens. */
    Response exchange(String address) {
        return post("token", exchangeOf(address));
    }

    /** Returns the form that exchanges the code of an answer. */
    Map<String, String> exchangeOf(String address) {
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type", "authorization_code", "code", parameter(address, "code"), "redirect_uri", REDIRECT_URI));
        verifier.ifPresent(secretOfCode -> form.put("code_verifier", secretOfCode.getValue()));
        return form;
    }

    /** Exchanges a refresh token. */
    Response refresh(JsonPath tokens) {
        return post("token", Map.of("grant_type", "refresh_token", "refresh_token", tokens.getString("refresh_token")));
    }

    /** Calls an endpoint with the client's secret. */
    Response post(String endpoint, Map<String, String> form) {
        return as(secret).formParams(form).post(path(endpoint));
    }

    /** Returns a request with that secret. */
    RequestSpecification as(String password) {
        return given().auth()
                .preemptive()
                .basic(clientId, password)
                .contentType("application/x-www-form-urlencoded; charset=utf-8");
    }

    String path(String endpoint) {
        return "/realms/" + realm.slug() + "/oidc/" + endpoint;
    }

    /** Returns the claims of a token that a key of the realm has signed by that algorithm. */
    JWTClaimsSet verified(String token, JWSAlgorithm algorithm) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWK key = JWKSet.parse(given().get("/realms/" + realm.slug() + "/.well-known/jwks.json")
                            .asString())
                    .getKeyByKeyId(jwt.getHeader().getKeyID());
            assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(algorithm);
            assertThat(key.getAlgorithm()).isEqualTo(algorithm);
            JWSVerifier verifying = algorithm.equals(JWSAlgorithm.RS256)
                    ? new RSASSAVerifier(key.toRSAKey())
                    : new ECDSAVerifier(key.toECKey());
            assertThat(jwt.verify(verifying)).isTrue();
            return jwt.getJWTClaimsSet();
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
