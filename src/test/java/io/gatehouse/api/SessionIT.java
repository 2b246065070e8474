package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.account;
import static io.gatehouse.testing.SessionClient.tokens;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Listing and revoking the own sessions. */
@GatehouseTest
class SessionIT {
    @Inject
    TestRealms testRealms;

    @Test
    void are_listed_and_revoked_by_their_owner() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        String here = tokens(realm, administrator).get("accessToken");
        String elsewhere = tokens(realm, administrator).get("accessToken");
        String id = account(realm, here)
                .get("/sessions")
                .then()
                .statusCode(200)
                .body("$", hasSize(2))
                .extract()
                .jsonPath()
                .getString("find { !it.current }.id");
        account(realm, here).delete("/sessions/" + id).then().statusCode(204);
        account(realm, here).delete("/sessions/" + id).then().statusCode(404);
        account(realm, elsewhere).get("").then().statusCode(401);
        account(realm, here).delete("/sessions").then().statusCode(204);
        account(realm, here).get("").then().statusCode(401);
    }
}
