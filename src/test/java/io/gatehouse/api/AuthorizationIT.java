package io.gatehouse.api;

import static io.gatehouse.testing.SessionClient.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admin.Role;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Audience;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Town;
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

/** Who may call what: every operation of the OpenAPI document, by every role, by nobody and by another realm's people. */
@GatehouseTest
class AuthorizationIT {
    private static final String REALM = "/api/v1/realms/{realm}";

    private static final Map<String, Object> NEW_REALM = Map.of(
            "slug", "not-mine-to-make",
            "displayName", "x",
            "administrator", Map.of("email", "x@example.com", "displayName", "x"));

    /** By the beginning of path and method; of several, the longest decides. */
    private static final Map<String, Audience> TABLE = Map.ofEntries(
            Map.entry("/api/v1/realms POST", Audience.ROOT),
            Map.entry("/api/v1/realms GET", Audience.ROOT),
            Map.entry("/api/v1/realms/{slug} DELETE", Audience.ROOT),
            Map.entry(REALM + "/sign-in", Audience.EVERYBODY),
            Map.entry(REALM + "/password-reset", Audience.EVERYBODY),
            Map.entry(REALM + "/invitation", Audience.EVERYBODY),
            Map.entry(REALM + "/token", Audience.EVERYBODY),
            Map.entry(REALM + "/sign-out", Audience.SIGNED_IN),
            Map.entry(REALM + "/account", Audience.SIGNED_IN),
            Map.entry(REALM + "/settings GET", Audience.SIGNED_IN),
            Map.entry(REALM + "/settings PUT", Audience.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/settings/test", Audience.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/settings/readiness", Audience.SIGNED_IN),
            Map.entry(REALM + "/administrators GET", Audience.SIGNED_IN),
            Map.entry(REALM + "/administrators POST", Audience.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/administrators/{id} GET", Audience.SIGNED_IN),
            Map.entry(REALM + "/administrators/{id} PATCH", Audience.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/administrators/{id} DELETE", Audience.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/administrators/{id}/unlock", Audience.OPERATORS),
            Map.entry(REALM + "/administrators/{id}/resend-invitation", Audience.OPERATORS),
            Map.entry(REALM + "/administrators/{id}/revoke-sessions", Audience.OPERATORS),
            Map.entry(REALM + "/administrators/{id}/reset-phone", Audience.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/audit", Audience.SIGNED_IN),
            Map.entry(REALM + "/deliveries", Audience.SIGNED_IN),
            Map.entry(REALM + "/service-tokens", Audience.SYSTEM_ADMINISTRATORS));

    @Inject
    Town town;

    @BeforeEach
    void the_root_realm_is_another_one() {
        town.root();
    }

    /** One operation of the document. */
    private record Operation(String path, String method) {
        Audience whom() {
            return Audience.of(path + " " + method, TABLE);
        }

        Response call(Realm realm, String token) {
            String somebody = UUID.randomUUID().toString();
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
                            .replaceAll("\\{[a-zA-Z]+}", somebody));
        }

        /** Whether calling it ends the session that calls it. */
        boolean leaves() {
            return path.endsWith("/sign-out") || path.endsWith("/account/sessions") && method.equals("DELETE");
        }
    }

    @Test
    void roles_may_do_what_the_table_says_and_nothing_else() {
        Realm realm = town.realm();
        Map<Role, String> tokens = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            tokens.put(role, token(realm, role));
        }
        Map<String, String> wrong = new TreeMap<>();
        for (Operation operation : operations()) {
            for (Role role : Role.values()) {
                String token = operation.leaves() ? token(realm, role) : tokens.get(role);
                int status = operation.call(realm, token).statusCode();
                boolean refused = operation.whom() != Audience.EVERYBODY && (status == 401 || status == 403);
                if (refused == operation.whom().admits(role)) {
                    wrong.put(operation + " as " + role, String.valueOf(status));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobody_and_people_of_another_realm_are_told_to_sign_in() {
        Realm realm = town.realm();
        String stranger = token(town.realm(), Role.SYSTEM_ADMINISTRATOR);
        Map<String, String> wrong = new TreeMap<>();
        for (Operation operation : operations()) {
            int unknown = operation.call(realm, null).statusCode();
            if (operation.whom() != Audience.EVERYBODY && unknown != 401) {
                wrong.put(operation + " as nobody", String.valueOf(unknown));
            }
            int strange = operation.call(realm, stranger).statusCode();
            if (operation.whom() != Audience.EVERYBODY && strange != (operation.whom() == Audience.ROOT ? 403 : 401)) {
                wrong.put(operation + " as a stranger", String.valueOf(strange));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private String token(Realm realm, Role role) {
        return tokens(realm, town.administrator(realm, role)).get("accessToken");
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
