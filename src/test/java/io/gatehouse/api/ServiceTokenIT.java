package io.gatehouse.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in with a service token. */
@GatehouseTest
class ServiceTokenIT {
    private static final Map<String, Object> WISH = Map.of("name", "backup", "role", "OBSERVER", "expiresInDays", 90);

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Test
    void a_token_is_shown_once_and_exchanged_for_access_without_factors() throws ParseException {
        Realm realm = testRealms.realm();
        Response created = admin(realm, Role.SYSTEM_ADMINISTRATOR).body(WISH).post("/service-tokens");
        created.then().statusCode(201).body("token", matchesPattern("[A-Za-z0-9_-]{43}"));
        Response exchanged = exchange(realm, created.jsonPath().getString("token"));
        exchanged
                .then()
                .statusCode(200)
                .body("tokens.accessToken", notNullValue())
                .body("tokens.refreshToken", nullValue());
        String access = exchanged.jsonPath().getString("tokens.accessToken");
        var claims = SignedJWT.parse(access).getJWTClaimsSet();
        assertThat(claims.getStringListClaim("amr")).isEmpty();
        assertThat(claims.getStringListClaim("groups")).containsExactly("OBSERVER");
        assertThat(claims.getClaims()).doesNotContainKey("sid");
        assertThat(claims.getClaims()).containsKey("jti");
    }

    @Test
    void a_service_token_has_no_account_and_no_step_up() {
        Realm realm = testRealms.realm();
        String access = access(realm, admin(realm, Role.SYSTEM_ADMINISTRATOR));
        for (String path : List.of("/account", "/account/sessions")) {
            api(realm, access).get(path).then().statusCode(403).body("code", equalTo("forbidden"));
        }
        api(realm, access).body("{}").post("/account/step-up").then().statusCode(403);
        api(realm, access).body(WISH).post("/service-tokens").then().statusCode(403);
        api(testRealms.realm(), access).get("/account").then().statusCode(401);
    }

    @Test
    void revoking_it_ends_its_access_at_once() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm, Role.SYSTEM_ADMINISTRATOR);
        Response created = admin.body(WISH).post("/service-tokens");
        String access = exchange(realm, created.jsonPath().getString("token"))
                .jsonPath()
                .getString("tokens.accessToken");
        admin.get("/service-tokens")
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].lastUsedAt", notNullValue())
                .body("[0].token", nullValue());
        admin.delete("/service-tokens/" + created.jsonPath().getString("id"))
                .then()
                .statusCode(204);
        api(realm, access).get("/account").then().statusCode(401);
        exchange(realm, created.jsonPath().getString("token")).then().statusCode(401);
    }

    @Test
    void an_unused_token_expires_after_30_days_and_is_bound_to_its_realm() {
        Realm realm = testRealms.realm();
        String token = admin(realm, Role.SYSTEM_ADMINISTRATOR)
                .body(WISH)
                .post("/service-tokens")
                .jsonPath()
                .getString("token");
        exchange(testRealms.realm(), token).then().statusCode(401);
        clock.advance(Duration.ofDays(31));
        exchange(realm, token).then().statusCode(401).body("code", equalTo("unauthenticated"));
    }

    @Test
    void it_is_accepted_only_from_its_address_ranges() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm, Role.SYSTEM_ADMINISTRATOR);
        exchange(realm, tokenFor(admin, "203.0.113.0/24")).then().statusCode(401);
        exchange(realm, tokenFor(admin, "127.0.0.0/8")).then().statusCode(200);
        admin.body(SignInClient.with(WISH, "addressRanges", List.of("somewhere")))
                .post("/service-tokens")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("addressRanges"));
    }

    @Test
    void creation_requires_a_recent_system_administrator_and_a_lower_role() {
        Realm realm = testRealms.realm();
        admin(realm, Role.OPERATOR).body(WISH).post("/service-tokens").then().statusCode(403);
        RequestSpecification admin = admin(realm, Role.SYSTEM_ADMINISTRATOR);
        for (Object[] odd : new Object[][] {
            {"role", "SYSTEM_ADMINISTRATOR"}, {"expiresInDays", 29}, {"expiresInDays", 366}, {"name", " "}
        }) {
            admin.body(SignInClient.with(WISH, (String) odd[0], odd[1]))
                    .post("/service-tokens")
                    .then()
                    .statusCode(400);
        }
        clock.advance(Duration.ofMinutes(5));
        admin.body(WISH)
                .post("/service-tokens")
                .then()
                .statusCode(401)
                .body("code", equalTo("step_up_required"))
                .header("WWW-Authenticate", "Bearer error=\"insufficient_user_authentication\", max_age=300");
    }

    private String access(Realm realm, RequestSpecification admin) {
        String token = admin.body(WISH).post("/service-tokens").jsonPath().getString("token");
        return exchange(realm, token).jsonPath().getString("tokens.accessToken");
    }

    private static String tokenFor(RequestSpecification admin, String range) {
        return admin.body(SignInClient.with(WISH, "addressRanges", List.of(range)))
                .post("/service-tokens")
                .jsonPath()
                .getString("token");
    }

    private RequestSpecification admin(Realm realm, Role role) {
        return api(
                realm,
                SignInClient.of(realm)
                        .start(testRealms.administrator(realm, role))
                        .getString("tokens.accessToken"));
    }

    private static Response exchange(Realm realm, String token) {
        return given().contentType("application/json")
                .body(Map.of("serviceToken", token))
                .post("/api/v1/realms/" + realm.slug() + "/token/service");
    }

    private static RequestSpecification api(Realm realm, String token) {
        return given().basePath("/api/v1/realms/" + realm.slug())
                .auth()
                .oauth2(token)
                .contentType("application/json");
    }
}
