package io.gatehouse.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.testing.CommandRun;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bootstrap command, run from the packaged artifact. */
@GatehouseTest
class BootstrapIT {
    private static final String PASSWORD = "violet harbour ladder quartz";

    @Test
    void a_realm_is_created_once_and_its_first_administrator_sets_the_password() {
        String slug = "made-" + UUID.randomUUID().toString().substring(0, 8);
        String[] command = {"bootstrap", "--realm", slug, "--email", "First@Example.com", "--json"};

        CommandRun first = CommandRun.of(command);
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out().lines()).hasSize(1);
        JsonPath printed = JsonPath.from(first.out());
        assertThat(printed.getString("realm")).isEqualTo(slug);
        assertThat(printed.getString("email")).isEqualTo("first@example.com");
        String url = printed.getString("passwordUrl");
        assertThat(url).startsWith("http://localhost:8081/realms/" + slug + "/invitation?token=");

        CommandRun second = CommandRun.of(command);
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.out()).isEmpty();

        // A separate process: other tests have moved the clock of the application under test.
        String api =
                TwoInstanceCluster.shared().one().url("/api/v1/realms/" + slug).toString();
        String token = url.substring(url.indexOf('=') + 1);
        String id = post(api + "/invitation/open", Map.of("token", token)).getString("invitationId");
        given().contentType("application/json")
                .body(Map.of("invitationId", id, "newPassword", PASSWORD))
                .post(api + "/invitation/password")
                .then()
                .statusCode(204);
        assertThat(post(api + "/sign-in", Map.of("email", "first@example.com", "password", PASSWORD))
                        .getString("state"))
                .isEqualTo("complete");
        given().contentType("application/json")
                .body(Map.of("token", token))
                .post(api + "/invitation/open")
                .then()
                .statusCode(401)
                .body("code", equalTo("sign_in_expired"));
    }

    @Test
    void an_invalid_argument_is_reported_and_changes_nothing() {
        CommandRun run = CommandRun.of("bootstrap", "--realm", "No Slug", "--email", "a@example.com", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--realm");
    }

    private static JsonPath post(String path, Map<String, String> body) {
        return given().contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
