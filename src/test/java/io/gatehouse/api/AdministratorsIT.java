package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.api;
import static io.gatehouse.testing.SessionClient.as;
import static io.gatehouse.testing.SessionClient.refresh;
import static io.gatehouse.testing.SessionClient.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The administrators API. */
@GatehouseTest
class AdministratorsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    CodeLockout guard;

    @Inject
    AuditProbe auditProbe;

    @Test
    void an_invited_administrator_is_pending_until_the_link_is_used() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        String email = "new-" + realm.slug() + "@example.com";
        Map<String, String> guest = Map.of("email", email, "displayName", "Ada Nueva", "role", "OBSERVER");
        Response invited = admin.body(guest).post("/administrators");
        invited.then().statusCode(201).body("state", equalTo("pending")).body("role", equalTo("OBSERVER"));
        String id = invited.jsonPath().getString("id");
        assertThat(invited.header("Location")).endsWith("/administrators/" + id);
        admin.body(guest)
                .post("/administrators")
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"))
                .body("errors[0].field", equalTo("email"));
        MailedLink first = MailedLink.in(TestMail.latestTo(email).text());
        Response again = admin.post("/administrators/" + id + "/resend-invitation");
        again.then()
                .statusCode(200)
                .header("ETag", equalTo(admin.get("/administrators/" + id).header("ETag")));
        MailedLink second = MailedLink.in(TestMail.latestTo(email, 2).text());
        open(realm, first).then().statusCode(401);
        String invitation = open(realm, second).jsonPath().getString("invitationId");
        given().contentType("application/json")
                .body(Map.of("invitationId", invitation, "newPassword", TestRealms.PASSWORD + " mine"))
                .post("/api/v1/realms/" + realm.slug() + "/invitation/password")
                .then()
                .statusCode(204);
        admin.get("/administrators/" + id).then().body("state", equalTo("active"));
        admin.post("/administrators/" + id + "/resend-invitation")
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"));
    }

    @Test
    void a_service_token_resends_an_invitation_five_times_an_hour() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        String secret = admin.body(Map.of("name", "resend", "role", "OPERATOR", "expiresInDays", 90))
                .post("/service-tokens")
                .jsonPath()
                .getString("token");
        String access = given().contentType("application/json")
                .body(Map.of("serviceToken", secret))
                .post("/api/v1/realms/" + realm.slug() + "/token/service")
                .jsonPath()
                .getString("tokens.accessToken");
        Administrator guest = testRealms.guest(realm);
        String path = "/administrators/" + guest.id() + "/resend-invitation";
        for (int i = 0; i < 5; i++) {
            api(realm, access).post(path).then().statusCode(200);
        }
        api(realm, access)
                .post(path)
                .then()
                .statusCode(429)
                .body("code", equalTo("throttled"))
                .header("Retry-After", Integer::parseInt, allOf(greaterThan(3500), lessThanOrEqualTo(3600)));
    }

    @Test
    void the_list_is_searched_and_read_page_by_page() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        for (int i = 0; i < 4; i++) {
            testRealms.administrator(realm);
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        int pages = 0;
        while (after != null) {
            Response page = given().spec(admin)
                    .queryParam("limit", 2)
                    .queryParams(after.isEmpty() ? Map.of() : Map.of("after", after))
                    .get("/administrators");
            page.then().statusCode(200);
            seen.addAll(page.jsonPath().getList("items.email"));
            after = page.jsonPath().getString("next");
            pages++;
        }
        assertThat(seen).hasSize(5).isSorted().doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);
        String middle = seen.get(2).substring(3, seen.get(2).indexOf('@'));
        given().spec(admin)
                .queryParam("query", middle.toUpperCase())
                .get("/administrators")
                .then()
                .body("items", hasSize(1))
                .body("items[0].email", equalTo(seen.get(2)))
                .body("next", nullValue());
        given().spec(admin)
                .queryParam("query", "SOME PERSON")
                .get("/administrators")
                .then()
                .body("items", hasSize(5));
        given().spec(admin)
                .queryParam("query", "%")
                .get("/administrators")
                .then()
                .body("items", hasSize(0));
        for (String odd : List.of("limit=0", "limit=201", "limit=x", "after=x")) {
            given().spec(admin)
                    .get("/administrators?" + odd)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo(odd.substring(0, odd.indexOf('='))));
        }
    }

    @Test
    void a_change_requires_the_current_version_and_revokes_sessions() {
        Realm realm = testRealms.realm();
        RequestSpecification admin = admin(realm);
        Administrator administrator = testRealms.administrator(realm);
        Map<String, String> tokens = tokens(realm, administrator);
        String path = "/administrators/" + administrator.id();
        String version = admin.get(path).header("ETag");
        admin.body(Map.of("role", "OBSERVER")).patch(path).then().statusCode(428);
        patch(admin, administrator, version, Map.of("role", "OBSERVER"))
                .then()
                .statusCode(200)
                .body("role", equalTo("OBSERVER"));
        api(realm, tokens.get("accessToken")).get("/settings").then().statusCode(401);
        refresh(realm, tokens.get("refreshToken")).then().statusCode(401);
        patch(admin, administrator, version, Map.of("displayName", "Late"))
                .then()
                .statusCode(412)
                .body("current.role", equalTo("OBSERVER"))
                .header("ETag", admin.get(path).header("ETag"));
        Map<String, String> again = tokens(realm, administrator);
        version = admin.get(path).header("ETag");
        patch(admin, administrator, version, Map.of("displayName", "Ada New"))
                .then()
                .statusCode(200);
        api(realm, again.get("accessToken")).get("/settings").then().statusCode(200);
        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of("role", "KING"), Map.of("displayName", "\u202Eevil"), Map.of("email", "x@example.com"))) {
            patch(admin, administrator, admin.get(path).header("ETag"), odd)
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void operators_unlock_and_end_sessions() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        String token = tokens(realm, administrator).get("accessToken");
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < 10; i++) {
                guard.wrong(administrator.id(), Scope.SIGN_IN, Optional.empty());
            }
        });
        RequestSpecification operator = as(realm, testRealms.administrator(realm));
        operator.get("/administrators/" + administrator.id()).then().body("state", equalTo("locked"));
        operator.post("/administrators/" + administrator.id() + "/unlock")
                .then()
                .statusCode(200)
                .body("state", equalTo("active"));
        operator.post("/administrators/" + administrator.id() + "/revoke-sessions")
                .then()
                .statusCode(204);
        api(realm, token).get("/settings").then().statusCode(401);
        assertThat(auditProbe.of(administrator)).contains("ADMINISTRATOR_UNLOCKED", "SESSION_REVOKED");
    }

    @Test
    void administrators_of_another_realm_are_not_found() {
        Realm realm = testRealms.realm();
        Administrator stranger = testRealms.administrator(testRealms.realm());
        RequestSpecification admin = admin(realm);
        String path = "/administrators/" + stranger.id();
        admin.get(path).then().statusCode(404);
        patch(admin, stranger, "*", Map.of("enabled", false)).then().statusCode(404);
        delete(admin, stranger, "*").then().statusCode(404);
        for (String aid : List.of("/unlock", "/resend-invitation", "/revoke-sessions", "/reset-phone")) {
            admin.post(path + aid).then().statusCode(404);
        }
    }

    private RequestSpecification admin(Realm realm) {
        return as(realm, testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
    }

    private static Response open(Realm realm, MailedLink link) {
        return given().contentType("application/json")
                .body(Map.of("token", link.token()))
                .post("/api/v1/realms/" + realm.slug() + "/invitation/open");
    }

    private static Response patch(RequestSpecification who, Administrator administrator, String version, Object body) {
        return given().spec(who).header("If-Match", version).body(body).patch("/administrators/" + administrator.id());
    }

    private static Response delete(RequestSpecification who, Administrator administrator, String version) {
        return given().spec(who).header("If-Match", version).delete("/administrators/" + administrator.id());
    }
}
