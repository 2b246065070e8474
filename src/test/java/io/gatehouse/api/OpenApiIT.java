package io.gatehouse.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.testing.Artifact;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.TwoInstanceCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document as published on the port of the API. */
@GatehouseTest
class OpenApiIT {
    private static final String REALM = "/api/v1/realms/{realm}";

    /** Every operation of the HTTP contract except forward authentication and the endpoints of the OpenID provider. */
    private static final Set<String> OPERATIONS = operations("""
            POST /api/v1/realms
            GET /api/v1/realms
            DELETE /api/v1/realms/{slug}
            POST @/sign-in
            POST @/sign-in/phone
            POST @/sign-in/code
            POST @/sign-in/verify
            POST @/sign-in/totp
            POST @/sign-in/passkey
            POST @/sign-in/passkey/new
            POST @/sign-in/state
            POST @/sign-in/cancel
            POST @/password-reset
            POST @/password-reset/open
            POST @/password-reset/code
            POST @/password-reset/verify
            POST @/password-reset/passkey
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
            GET @/account/authenticators
            POST @/account/totp
            POST @/account/totp/verify
            DELETE @/account/totp
            POST @/account/passkeys
            POST @/account/passkeys/verify
            PATCH @/account/passkeys/{id}
            DELETE @/account/passkeys/{id}
            GET @/account/activity
            POST @/account/step-up
            POST @/account/step-up/code
            POST @/account/step-up/verify
            POST @/account/step-up/passkey
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
            POST @/administrators/{id}/reset-authenticators
            POST @/administrators/{id}/reset-authenticators/{requestId}/approve
            POST @/administrators/{id}/reset-authenticators/{requestId}/cancel
            GET @/audit
            GET @/audit.csv
            GET @/deliveries
            GET @/service-tokens
            POST @/service-tokens
            DELETE @/service-tokens/{id}
            POST @/service-tokens/{id}/lift
            GET @/clients
            POST @/clients
            GET @/clients/{id}
            PATCH @/clients/{id}
            DELETE @/clients/{id}
            POST @/clients/{id}/secret
            GET @/administrators/{id}/recovery-codes
            POST @/administrators/{id}/recovery-codes/lift
            DELETE @/administrators/{id}/recovery-codes
            GET @/administrators/{id}/authenticators
            POST @/administrators/{id}/authenticators/lift
            DELETE @/administrators/{id}/authenticators
            GET /realms/{slug}/.well-known/jwks.json
            GET /realms/{slug}/.well-known/openid-configuration
            POST /callbacks/twilio/status
            """);

    /** The operations that answer 202 without a body. */
    private static final Set<String> MAILED = Set.of("requestPasswordReset", "changeEmail");

    private static final Path FOLDER = Path.of("src/main/resources/openapi");

    private JsonNode document;

    @ParameterizedTest
    @ValueSource(strings = {"openapi.json", "openapi.yaml"})
    void says_what_the_code_says(String file) throws IOException {
        Artifact.needsTheApplicationHere("The generated document");
        String generated = Files.readString(Path.of("target/openapi").resolve(file));
        if ("write".equals(System.getProperty("openapi"))) {
            Files.writeString(FOLDER.resolve(file), generated);
        }
        assertThat(Files.readString(FOLDER.resolve(file)))
                .as("out of date: ./mvnw verify -Dtest=NONE -Dit.test=OpenApiIT -DargLine=-Dopenapi=write")
                .isEqualTo(generated);
    }

    @BeforeEach
    void read() throws IOException {
        document = new ObjectMapper()
                .readTree(given().accept("application/json").get("/q/openapi").asString());
    }

    @Test
    void lists_every_operation_of_the_rest_api_and_no_page() {
        assertThat(document.get("paths").properties().stream()
                        .flatMap(path -> path.getValue().properties().stream()
                                .map(method -> method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())))
                .containsExactlyInAnyOrderElementsOf(OPERATIONS);
    }

    @Test
    void describes_each_operation_with_its_roles_and_credentials() {
        List<String> tags = document.get("tags").findValuesAsText("name");
        assertThat(document.get("tags").findValuesAsText("description")).hasSameSizeAs(tags);
        assertThat(operations().map(operation -> operation.path("operationId").asText()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+[A-Za-z]+"));
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.path("summary").asText()).matches("[A-Z][a-z]+s .{8,}[^.]");
            assertThat(operation.path("tags"))
                    .singleElement()
                    .satisfies(tag -> assertThat(tags).contains(tag.asText()));
            assertThat(operation.has("security")).isTrue();
        });
        assertThat(document.at("/components/securitySchemes/accessToken/scheme").asText())
                .isEqualTo("bearer");
    }

    @Test
    void describes_every_answer() {
        assertThat(operations())
                .allSatisfy(operation -> operation.get("responses").properties().forEach(response -> {
                    String status = response.getKey();
                    JsonNode content = response.getValue().path("content");
                    if (status.startsWith("2")) {
                        assertThat(content.isEmpty())
                                .isEqualTo(status.equals("204")
                                        || MAILED.contains(
                                                operation.get("operationId").asText()));
                        content.forEach(
                                type -> assertThat(type.get("schema").isEmpty()).isFalse());
                    } else if (!status.equals("default")) {
                        JsonNode problem =
                                content.path("application/problem+json").at("/schema/allOf");
                        assertThat(problem.at("/0/$ref").asText()).isEqualTo("#/components/schemas/Problem");
                        assertThat(problem.at("/1/properties/code/enum")).isNotEmpty();
                    }
                }));
    }

    @Test
    void lists_the_codes_of_an_operation_by_status() {
        JsonNode responses =
                document.get("paths").get(REALM + "/sign-in/verify").at("/post/responses");
        assertThat(codes(responses.get("401")))
                .containsExactlyInAnyOrder(
                        "invalid_credentials", "sign_in_expired", "invalid_code", "code_expired", "code_used_up");
        assertThat(codes(responses.get("429"))).containsExactlyInAnyOrder("locked", "throttled");
        assertThat(responses.at("/429/headers").has("Retry-After")).isTrue();
        assertThat(document.at("/components/schemas/Problem/properties/code/enum"))
                .hasSize(ProblemCode.values().length);
    }

    @Test
    void lists_codes_of_operations_that_exist() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/test/resources/META-INF/openapi.yaml")).stream()
                        .dropWhile(line -> !line.equals("x-problem-codes:"))
                        .skip(1)
                        .takeWhile(line -> !line.isEmpty())
                        .map(line -> line.strip().replaceFirst(":.*", "")))
                .hasSizeGreaterThan(30)
                .isSubsetOf(document.findValuesAsText("operationId"));
    }

    @Test
    void distinguishes_the_states_of_a_sign_in() {
        JsonNode schemas = document.at("/components/schemas");
        JsonNode states = schemas.at("/SignInState/discriminator/mapping");
        assertThat(states.properties())
                .extracting(Map.Entry::getKey)
                .containsOnly(
                        "enroll_phone",
                        "choose_channel",
                        "code_sent",
                        "enroll_totp",
                        "enroll_passkey",
                        "reset_requested",
                        "complete");
        states.properties()
                .forEach(state -> assertThat(
                                document.at(state.getValue().asText().substring(1))
                                        .at("/properties/state/enum"))
                        .contains(TextNode.valueOf(state.getKey())));
        assertThat(schemas.at("/CodeSent/required")).contains(TextNode.valueOf("signInId"), TextNode.valueOf("code"));
        assertThat(schemas.at("/Complete/required")).contains(TextNode.valueOf("tokens"));
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

    private Stream<JsonNode> operations() {
        return document.get("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    private static Stream<String> codes(JsonNode response) {
        return response.get("content")
                .get("application/problem+json")
                .at("/schema/allOf/1/properties/code/enum")
                .valueStream()
                .map(JsonNode::asText);
    }

    private static Set<String> operations(String lines) {
        return lines.lines().map(line -> line.replace("@", REALM)).collect(Collectors.toSet());
    }
}
