package io.gatehouse.api.support;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cross-origin requests. */
@GatehouseTest
class CrossOriginIT {
    @Inject
    TestRealms testRealms;

    @Test
    void are_allowed_by_the_realm_in_the_path() {
        String spa = "https://app.example.com";
        RealmSettings plain = RealmSettings.defaults("Acme");
        Realm realm = testRealms.realm(settings -> new RealmSettings(
                plain.displayName(),
                plain.locale(),
                plain.accentColor(),
                plain.mfa(),
                plain.password(),
                plain.session(),
                plain.sms(),
                plain.audience(),
                List.of(spa)));
        preflight(realm, spa)
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", spa)
                .header("Access-Control-Allow-Headers", containsString("Authorization"));
        preflight(realm, "https://evil.example")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
        preflight(testRealms.realm(), spa).then().statusCode(403);
        given().header("Origin", spa)
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/realms/" + realm.slug() + "/sign-in")
                .then()
                .statusCode(400)
                .header("Access-Control-Allow-Origin", spa)
                .header("Vary", containsString("Origin"));
    }

    private Response preflight(Realm realm, String origin) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .options("/api/v1/realms/" + realm.slug() + "/sign-in");
    }
}
