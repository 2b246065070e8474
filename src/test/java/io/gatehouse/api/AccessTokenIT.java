package io.gatehouse.api;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Access tokens verified by an independent library, and forged ones rejected by the API. */
@GatehouseTest
class AccessTokenIT {
    @Inject
    TestRealms testRealms;

    @Test
    void an_independent_library_verifies_the_token_and_its_claims() throws Exception {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String token = client.verify(
                        id,
                        codeIn(TestSms.latestTo(
                                administrator.phone().orElseThrow().value())))
                .jsonPath()
                .getString("tokens.accessToken");

        SignedJWT jwt = SignedJWT.parse(token);
        ECKey key = keys(realm).getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey();
        assertThat(jwt.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(jwt.getHeader().getType()).isEqualTo(new JOSEObjectType("at+jwt"));
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        String issuer = "http://localhost:8081/realms/" + realm.slug();
        assertThat(claims.getIssuer()).isEqualTo(issuer);
        assertThat(claims.getAudience()).containsExactly(issuer);
        assertThat(claims.getSubject()).isEqualTo(administrator.id().toString());
        assertThat(claims.getStringClaim("realm")).isEqualTo(realm.slug());
        assertThat(claims.getStringClaim("email"))
                .isEqualTo(administrator.email().value());
        assertThat(claims.getStringListClaim("groups")).containsExactly("OPERATOR");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "otp", "sms", "mfa");
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:gatehouse:mfa");
        assertThat(claims.getLongClaim("mfa_time")).isGreaterThanOrEqualTo(claims.getLongClaim("auth_time"));
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isEqualTo(300_000);
        assertThat(claims.getClaims()).containsKeys("nbf", "jti", "sid");
    }

    @Test
    void amr_contains_the_factors_used() throws Exception {
        Realm plain = testRealms.realm();
        JWTClaimsSet byPassword = claims(signIn(plain, testRealms.administrator(plain)));
        assertThat(byPassword.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(byPassword.getStringClaim("acr")).isEqualTo("urn:gatehouse:pwd");
        assertThat(byPassword.getClaims()).doesNotContainKey("mfa_time");

        Realm mailed = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(mailed);
        SignInClient client = SignInClient.of(mailed);
        String id = client.begin(administrator);
        JWTClaimsSet byMail =
                claims(client.verify(id, mailedCode(administrator)).jsonPath().getString("tokens.accessToken"));
        assertThat(byMail.getStringListClaim("amr")).containsExactly("pwd", "otp", "mca");
        assertThat(byMail.getStringClaim("acr")).isEqualTo("urn:gatehouse:mca");
    }

    @Test
    void the_key_set_contains_public_keys_only_and_is_cacheable() {
        Realm realm = testRealms.realm();
        given().get("/realms/" + realm.slug() + "/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .header("Cache-Control", startsWith("public, max-age="))
                .body("keys.alg", contains("ES256", "RS256"))
                .body("keys.d", everyItem(nullValue()));
    }

    @Test
    void the_api_accepts_only_tokens_of_active_sessions_of_that_realm() {
        Realm realm = testRealms.realm();
        Realm other = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        String token = signIn(realm, administrator);
        profile(realm, token)
                .statusCode(200)
                .body("email", equalTo(administrator.email().value()));
        profile(other, token).statusCode(401).body("code", equalTo("unauthenticated"));
        given().auth()
                .oauth2(token)
                .post("/api/v1/realms/" + realm.slug() + "/sign-out")
                .then()
                .statusCode(204);
        profile(realm, token).statusCode(401).body("code", equalTo("unauthenticated"));
    }

    @Test
    void forged_tokens_are_rejected() throws Exception {
        Realm realm = testRealms.realm();
        String token = signIn(realm, testRealms.administrator(realm));
        JWTClaimsSet claims = claims(token);
        ECKey published = keys(realm).getKeys().get(0).toECKey();
        ECKey own = new ECKeyGenerator(Curve.P_256).keyID(published.getKeyID()).generate();
        byte[] publicBytes = published.toECPublicKey().getEncoded();
        String[] parts = token.split("\\.");
        List<String> forged = List.of(
                new PlainJWT(claims).serialize(),
                signed(header(JWSAlgorithm.ES256, published.getKeyID()).build(), claims, own),
                signed(
                        header(JWSAlgorithm.ES256, published.getKeyID())
                                .jwk(own.toPublicJWK())
                                .build(),
                        claims,
                        own),
                signed(header(JWSAlgorithm.ES256, "nobody's").build(), claims, own),
                hmac(header(JWSAlgorithm.HS256, published.getKeyID()).build(), claims, publicBytes),
                parts[0] + "." + parts[1] + ".",
                parts[0] + "."
                        + new PlainJWT(new JWTClaimsSet.Builder(claims)
                                        .claim("groups", List.of("SYSTEM_ADMINISTRATOR"))
                                        .build())
                                .serialize()
                                .split("\\.")[1]
                        + "." + parts[2],
                "x",
                "..",
                token + "x");
        for (String forgery : forged) {
            profile(realm, forgery).statusCode(401).body("code", equalTo("unauthenticated"));
        }
        profile(realm, token).statusCode(200);
    }

    private String signIn(Realm realm, Administrator administrator) {
        return SignInClient.of(realm).start(administrator).getString("tokens.accessToken");
    }

    private static ValidatableResponse profile(Realm realm, String token) {
        return given().auth()
                .oauth2(token)
                .get("/api/v1/realms/" + realm.slug() + "/account")
                .then();
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    private static JWKSet keys(Realm realm) throws ParseException {
        return JWKSet.parse(given().get("/realms/" + realm.slug() + "/.well-known/jwks.json")
                .asString());
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm, String kid) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(kid);
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, ECKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static String hmac(JWSHeader header, JWTClaimsSet claims, byte[] secret) throws Exception {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }
}
