package io.gatehouse.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.lessThan;

import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document as published on the port of the API. */
@GatehouseTest
class OpenApiIT {
    private static final String REALM = "/api/v1/realms/{realm}";

    /** Every operation of the HTTP contract except forward authentication. */
    private static final Set<String> OPERATIONS = operations("""
            POST /api/v1/realms
            GET /api/v1/realms
            DELETE /api/v1/realms/{slug}
            POST @/sign-in
            POST @/sign-in/phone
            POST @/sign-in/code
            POST @/sign-in/verify
            POST @/sign-in/state
            POST @/sign-in/cancel
            POST @/password-reset
            POST @/password-reset/open
            POST @/password-reset/code
            POST @/password-reset/verify
            POST @/password-reset/password
            POST @/invitation/open
            POST @/invitation/password
            POST @/token/refresh
            POST @/token/service
            POST @/sign-out
            GET @/account
            PUT @/account/password
            POST @/account/email
            POST @/account/phone
            POST @/account/phone/verify
            GET @/account/sessions
            DELETE @/account/sessions
            DELETE @/account/sessions/{id}
            GET @/account/trusted-browsers
            DELETE @/account/trusted-browsers
            DELETE @/account/trusted-browsers/{id}
            POST @/account/recovery-codes
            GET @/account/activity
            POST @/account/step-up
            POST @/account/step-up/code
            POST @/account/step-up/verify
            GET @/settings
            PUT @/settings
            GET @/settings/test
            POST @/settings/test
            POST @/settings/test/verify
            GET @/administrators
            POST @/administrators
            GET @/administrators/{id}
            PATCH @/administrators/{id}
            DELETE @/administrators/{id}
            POST @/administrators/{id}/unlock
            POST @/administrators/{id}/resend-invitation
            POST @/administrators/{id}/revoke-sessions
            POST @/administrators/{id}/reset-phone
            POST @/administrators/{id}/reset-phone/{requestId}/approve
            POST @/administrators/{id}/reset-phone/{requestId}/cancel
            GET @/audit
            GET @/audit.csv
            GET @/deliveries
            GET @/service-tokens
            POST @/service-tokens
            DELETE @/service-tokens/{id}
            GET /realms/{slug}/.well-known/jwks.json
            GET /realms/{slug}/.well-known/openid-configuration
            POST /callbacks/twilio/status
            """);

    private JsonPath document;

    @BeforeEach
    void read() {
        document = given().accept("application/json").get("/q/openapi").jsonPath();
    }

    @Test
    void lists_every_operation_of_the_rest_api_and_no_page() {
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        List<String> listed = paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(OPERATIONS);
    }

    @Test
    void each_operation_has_a_unique_id_a_tag_and_problem_responses() {
        Map<String, Map<String, Map<String, Object>>> paths = document.getMap("paths");
        List<Map<String, Object>> operations = paths.values().stream()
                .flatMap(methods -> methods.values().stream())
                .toList();

        assertThat(operations)
                .extracting(operation -> operation.get("operationId"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(operations).allSatisfy(operation -> {
            assertThat(String.valueOf(operation.get("tags")))
                    .matches("\\[[A-Z][A-Za-z ]+]")
                    .doesNotContain("Resource");
            Map<?, ?> responses = (Map<?, ?>) operation.get("responses");
            assertThat(responses.keySet()).map(Object::toString).contains("429", "503");
            responses.forEach((status, response) -> {
                if (status.toString().matches("[45].*")) {
                    assertThat(response.toString())
                            .contains("application/problem+json", "#/components/schemas/Problem");
                }
            });
        });
    }

    @Test
    void describes_a_problem() {
        Map<String, Object> properties = document.getMap("components.schemas.Problem.properties");
        assertThat(properties)
                .containsKeys(
                        "type", "title", "status", "detail", "code", "instance", "errors", "attemptsLeft", "until");
        assertThat(document.getList("components.schemas.Problem.properties.code.enum"))
                .contains("invalid_credentials", "step_up_required");
    }

    @Test
    void is_served_in_json_and_yaml_on_the_api_port_only() {
        Instance instance = TwoInstanceCluster.shared().one();
        given().accept("application/yaml")
                .get(instance.url("/q/openapi"))
                .then()
                .statusCode(200)
                .contentType("application/yaml");
        given().accept("application/json")
                .get(instance.url("/q/openapi"))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .time(lessThan(1L), TimeUnit.SECONDS);

        given().get(instance.management("/q/openapi")).then().statusCode(404);
        given().get(instance.url("/q/swagger-ui")).then().statusCode(404);
    }

    private static Set<String> operations(String lines) {
        return lines.lines().map(line -> line.replace("@", REALM)).collect(Collectors.toSet());
    }
}
