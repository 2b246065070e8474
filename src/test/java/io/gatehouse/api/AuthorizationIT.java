package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AccessLevel;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The authorization of every operation in the OpenAPI document: by every role, anonymously and from another realm. */
@GatehouseTest
class AuthorizationIT {
    private static final String REALM = "/api/v1/realms/{realm}";

    private static final Map<String, Object> NEW_REALM = Map.of(
            "slug", "not-mine-to-make",
            "displayName", "x",
            "administrator", Map.of("email", "x@example.com", "displayName", "x"));

    /** By prefix of path and method; the longest match applies. */
    private static final Map<String, AccessLevel> TABLE = Map.ofEntries(
            Map.entry("/api/v1/realms POST", AccessLevel.ROOT),
            Map.entry("/api/v1/realms GET", AccessLevel.ROOT),
            Map.entry("/api/v1/realms/{slug} DELETE", AccessLevel.ROOT),
            Map.entry(REALM + "/sign-in", AccessLevel.EVERYBODY),
            Map.entry(REALM + "/password-reset", AccessLevel.EVERYBODY),
            Map.entry(REALM + "/invitation", AccessLevel.EVERYBODY),
            Map.entry(REALM + "/token", AccessLevel.EVERYBODY),
            Map.entry(REALM + "/sign-out", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/account", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/settings GET", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/settings PUT", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/settings/test", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/settings/readiness", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/administrators GET", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/administrators POST", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/administrators/{id} GET", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/administrators/{id} PATCH", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/administrators/{id} DELETE", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/administrators/{id}/unlock", AccessLevel.OPERATORS),
            Map.entry(REALM + "/administrators/{id}/resend-invitation", AccessLevel.OPERATORS),
            Map.entry(REALM + "/administrators/{id}/revoke-sessions", AccessLevel.OPERATORS),
            Map.entry(REALM + "/administrators/{id}/recovery-codes", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/administrators/{id}/reset-phone", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/administrators/{id}/reset-authenticators", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/administrators/{id}/authenticators", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/audit", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/deliveries", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/service-tokens", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/clients GET", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/clients POST", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/clients/{id}", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/clients/{id} GET", AccessLevel.SIGNED_IN));

    @Inject
    TestRealms testRealms;

    @BeforeEach
    void the_root_realm_is_another_one() {
        testRealms.root();
    }

    /** An operation of the document. */
    private record Operation(String path, String method) {
        AccessLevel access() {
            return AccessLevel.of(path + " " + method, TABLE);
        }

        Response call(Realm realm, String token) {
            String id = UUID.randomUUID().toString();
            var request = given().contentType("application/json").accept("application/json, text/csv");
            if (token != null) {
                request.auth().oauth2(token);
            }
            if (!method.equals("GET") && !method.equals("DELETE")) {
                request.body(path.equals("/api/v1/realms") ? NEW_REALM : Map.of());
            }
            return request.request(
                    method,
                    path.replace("{realm}", realm.slug())
                            .replace("{slug}", "nowhere")
                            .replaceAll("\\{[a-zA-Z]+}", id));
        }

        /** Returns whether the call revokes the calling session. */
        boolean revokesSession() {
            return path.endsWith("/sign-out") || path.endsWith("/account/sessions") && method.equals("DELETE");
        }
    }

    @Test
    void roles_may_do_what_the_table_says_and_nothing_else() {
        Realm realm = testRealms.realm();
        Map<Role, String> tokens = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            tokens.put(role, token(realm, role));
        }
        Map<String, String> wrong = new TreeMap<>();
        for (Operation operation : operations()) {
            for (Role role : Role.values()) {
                String token = operation.revokesSession() ? token(realm, role) : tokens.get(role);
                Response answer = operation.call(realm, token);
                boolean refused = operation.access() != AccessLevel.EVERYBODY && refusesRole(answer);
                if (refused == operation.access().admits(role)) {
                    wrong.put(operation + " as " + role, String.valueOf(answer.statusCode()));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Without a second factor, a realm refuses authenticators to all roles. */
    private static boolean refusesRole(Response answer) {
        return answer.statusCode() == 401
                || answer.statusCode() == 403 && !answer.path("code").equals("channel_not_allowed");
    }

    @Test
    void anonymous_and_foreign_callers_get_401() {
        Realm realm = testRealms.realm();
        String stranger = token(testRealms.realm(), Role.SYSTEM_ADMINISTRATOR);
        Map<String, String> wrong = new TreeMap<>();
        for (Operation operation : operations()) {
            int unknown = operation.call(realm, null).statusCode();
            if (operation.access() != AccessLevel.EVERYBODY && unknown != 401) {
                wrong.put(operation + " anonymously", String.valueOf(unknown));
            }
            int strange = operation.call(realm, stranger).statusCode();
            if (operation.access() != AccessLevel.EVERYBODY
                    && strange != (operation.access() == AccessLevel.ROOT ? 403 : 401)) {
                wrong.put(operation + " as a stranger", String.valueOf(strange));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private String token(Realm realm, Role role) {
        return tokens(realm, testRealms.administrator(realm, role)).get("accessToken");
    }

    private static List<Operation> operations() {
        JsonPath document = given().accept("application/json").get("/q/openapi").jsonPath();
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        List<Operation> operations = new ArrayList<>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(List.of("get", "post", "put", "patch", "delete")::contains)
                .filter(method -> path.startsWith("/api/"))
                .forEach(method -> operations.add(new Operation(path, method.toUpperCase(Locale.ROOT)))));
        assertThat(operations).hasSizeGreaterThan(40);
        return operations;
    }
}
