package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SessionClient.as;
import static io.gatehouse.testing.SessionClient.signInByMail;
import static io.gatehouse.testing.SessionClient.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Disabling, demoting and deleting administrators, and the last System Administrator. */
@GatehouseTest
class LeavingAdministratorsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    AuditProbe auditProbe;

    @Test
    void disabling_revokes_sessions_and_pending_sign_ins_at_once() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        Administrator administrator = testRealms.administrator(realm);
        String token = tokens(realm, administrator).get("accessToken");
        patch(admin, administrator, "*", Map.of("enabled", false))
                .then()
                .statusCode(200)
                .body("state", equalTo("disabled"));
        api(realm, token).get("/settings").then().statusCode(401);
        SignInClient.of(realm)
                .start(administrator.email().value(), TestRealms.PASSWORD)
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_credentials"));
        patch(admin, administrator, "*", Map.of("enabled", true)).then().body("state", equalTo("active"));
        assertThat(auditProbe.of(administrator)).contains("ADMINISTRATOR_DISABLED", "ADMINISTRATOR_ENABLED");
    }

    @Test
    void a_pending_sign_in_ends_when_the_account_is_disabled_and_enabled() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        String pending = SignInClient.of(realm).begin(administrator);
        RequestSpecification admin = api(
                realm,
                signInByMail(realm, testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR), Map.of(), 1)
                        .jsonPath()
                        .getString("tokens.accessToken"));
        patch(admin, administrator, "*", Map.of("enabled", false)).then().statusCode(200);
        patch(admin, administrator, "*", Map.of("enabled", true)).then().statusCode(200);
        SignInClient.of(realm).state(pending).then().statusCode(401).body("code", equalTo("sign_in_expired"));
    }

    @Test
    void the_last_system_administrator_cannot_be_removed() {
        Realm realm = testRealms.realm();
        Administrator last = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RequestSpecification admin = as(realm, last);
        for (Map<String, Object> change :
                List.<Map<String, Object>>of(Map.of("enabled", false), Map.of("role", "OPERATOR"))) {
            patch(admin, last, "*", change).then().statusCode(409).body("code", equalTo("conflict"));
        }
        delete(admin, last, "*").then().statusCode(409).body("code", equalTo("conflict"));
        patch(admin, last, "*", Map.of("displayName", "Still here")).then().statusCode(200);
    }

    @Test
    void of_two_concurrent_mutual_removals_one_succeeds() {
        Realm realm = testRealms.realm();
        Administrator one = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator other = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        String mine = tokens(realm, one).get("accessToken");
        String theirs = tokens(realm, other).get("accessToken");
        List<Integer> answers = Parallel.each(
                List.of(Map.entry(mine, other), Map.entry(theirs, one)),
                pair -> delete(api(realm, pair.getKey()), pair.getValue(), "*").statusCode());
        assertThat(answers).containsOnlyOnce(204);
        assertThat(answers.stream().filter(status -> status != 204)).allMatch(status -> status == 409 || status == 401);
    }

    @Test
    void deletion_leaves_only_the_masked_address_in_the_audit_log() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        Administrator administrator = testRealms.administrator(realm);
        String token = tokens(realm, administrator).get("accessToken");
        admin.delete("/administrators/" + administrator.id()).then().statusCode(428);
        delete(admin, administrator, "\"99\"").then().statusCode(412);
        delete(admin, administrator, "*").then().statusCode(204);
        api(realm, token).get("/settings").then().statusCode(401);
        admin.get("/administrators/" + administrator.id()).then().statusCode(404);
        assertThat(auditProbe.of(administrator)).endsWith("ADMINISTRATOR_DELETED");
    }

    private RequestSpecification admin(Realm realm) {
        return as(realm, testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
    }

    private static Response patch(
            RequestSpecification caller, Administrator administrator, String version, Object body) {
        return given().spec(caller)
                .header("If-Match", version)
                .body(body)
                .patch("/administrators/" + administrator.id());
    }

    private static Response delete(RequestSpecification caller, Administrator administrator, String version) {
        return given().spec(caller).header("If-Match", version).delete("/administrators/" + administrator.id());
    }
}
