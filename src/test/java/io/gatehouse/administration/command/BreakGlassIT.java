package io.gatehouse.administration.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Restoring access to a realm in which no System Administrator can sign in. */
@GatehouseTest
class BreakGlassIT {
    private static final String FRESH = "violet harbour ladder quartz";

    @Inject
    TestRealms testRealms;

    @Inject
    AuditProbe auditProbe;

    @Inject
    BreakGlass breakGlass;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    Administrators administrators;

    @Test
    void revokes_all_credentials_and_sends_a_link_that_is_valid_once() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        recoveryCodes.regenerate(realm.id(), administrator.id());

        String link = breakGlass.recover(realm, administrator.email());

        SignInClient client = SignInClient.of(realm);
        client.start(administrator.email().value(), TestRealms.PASSWORD).then().statusCode(401);
        Administrator fresh =
                administrators.find(realm.id(), administrator.id()).orElseThrow();
        assertThat(fresh.role()).isEqualTo(Role.SYSTEM_ADMINISTRATOR);
        assertThat(fresh.phone()).isEmpty();
        assertThat(recoveryCodes.countUsable(administrator.id())).isZero();
        assertThat(auditProbe.of(administrator)).contains("ALARM_RAISED", "BREAK_GLASS", "ADMINISTRATOR_INVITED");

        String invitation = "/api/v1/realms/" + realm.slug() + "/invitation";
        String token = MailedLink.in(link).token();
        String id = post(invitation + "/open", Map.of("token", token)).getString("invitationId");
        RestAssured.given()
                .contentType("application/json")
                .body(Map.of("invitationId", id, "newPassword", FRESH))
                .post(invitation + "/password")
                .then()
                .statusCode(204);
        client.start(administrator.email().value(), FRESH)
                .then()
                .statusCode(200)
                .body("state", equalTo("enroll_phone"));
        RestAssured.given()
                .contentType("application/json")
                .body(Map.of("token", token))
                .post(invitation + "/open")
                .then()
                .statusCode(401);
    }

    private static JsonPath post(String path, Map<String, String> body) {
        return RestAssured.given()
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
