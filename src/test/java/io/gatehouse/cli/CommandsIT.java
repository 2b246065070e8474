package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.CommandRun;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The commands, run from the packaged artifact; {@code bootstrap} and {@code doctor} have tests of their own. */
@GatehouseTest
class CommandsIT {
    private static final String FIRST = "first@example.com";
    private static final String SECOND = "second@example.com";

    private final String realm = "made-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void each_command_prints_what_it_has_done() {
        assertThat(inRealm("realm create", "--email", FIRST).getString("email")).isEqualTo(FIRST);
        assertThat(inRealm("admin invite", "--email", SECOND, "--role", "OBSERVER")
                        .getString("role"))
                .isEqualTo("OBSERVER");
        assertThat(inRealm("admin list").getList("email", String.class)).containsExactly(FIRST, SECOND);
        assertThat(inRealm("admin unlock", "--email", SECOND).getString("email"))
                .isEqualTo(SECOND);
        assertThat(inRealm("break-glass", "--email", SECOND).getString("passwordUrl"))
                .contains("/realms/" + realm + "/");
        assertThat(inRealm("keys rotate").getList("realms", String.class)).containsExactly(realm);
        assertThat(json("realm list").getList("realm", String.class)).contains(realm);
        assertThat(json("secret generate").getString("secretKey")).hasSize(44);
        assertThat(json("migrate").getString("version")).isEqualTo("1");
    }

    @Test
    void a_server_that_answers_is_alive() {
        int port = TwoInstanceCluster.shared().one().management("/").getPort();
        CommandRun run = CommandRun.where(Map.of("QUARKUS_MANAGEMENT_PORT", String.valueOf(port)), "health", "--json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("{\"alive\":true}");
    }

    private JsonPath inRealm(String command, String... arguments) {
        return json(command + " --realm " + realm + " " + String.join(" ", arguments));
    }

    private static JsonPath json(String command) {
        CommandRun run = CommandRun.of((command.strip() + " --json").split(" "));
        assertThat(run.exitCode()).as(command + ": " + run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        return JsonPath.from(run.out());
    }
}
