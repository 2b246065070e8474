package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that do not start the application. */
class CommandsTest {
    private record Run(int exitCode, String out, String err) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | nonsense",
                "realm | subcommand",
                "bootstrap --realm acme | --email",
                "bootstrap --realm acme --email nobody | --email",
                "bootstrap --realm No_Slug --email a@example.com | --realm",
                "admin invite --realm acme --email a@example.com --role king | --role",
                "admin list | --realm",
                "keys rotate | --realm",
                "keys rotate --realm acme --all | --all",
                "break-glass --realm acme | --email",
                "secret generate extra | extra",
                "doctor --loud | --loud"
            })
    void wrong_usage_exits_with_2_and_names_what_is_wrong(String arguments, String culprit) {
        Run run = run(arguments);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).contains(culprit, "--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bootstrap",
                "realm",
                "realm create",
                "realm list",
                "admin",
                "admin invite",
                "admin unlock",
                "admin list",
                "break-glass",
                "keys rotate",
                "secret generate",
                "doctor",
                "health",
                "migrate"
            })
    void every_command_explains_itself_and_its_exit_codes(String command) {
        Run run = run((command + " --help").strip());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith(("Usage: gatehouse " + command).strip())
                .contains("Exit codes:");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_generated_secret_is_32_bytes_on_one_line_of_json() throws IOException {
        Run run = run("secret generate --json");
        assertThat(run.out().lines()).hasSize(1);
        JsonNode printed = new ObjectMapper().readTree(run.out());
        assertThat(Base64.getDecoder().decode(printed.get("secretKey").asText()))
                .hasSize(32);
        assertThat(run("secret generate").out())
                .isNotEqualTo(run("secret generate").out());
    }

    @Test
    void a_server_that_does_not_answer_is_not_alive() {
        Run run = run("health --json");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEqualToIgnoringNewLines("{\"alive\":false}");
    }

    @Test
    void a_server_that_listens_at_all_addresses_is_asked_at_the_loopback_one() throws IOException {
        assertThat(HealthCommand.address("0.0.0.0")).isEqualTo("127.0.0.1");
        assertThat(HealthCommand.address("::")).isEqualTo("127.0.0.1");
        assertThat(HealthCommand.address("127.0.0.2")).isEqualTo("127.0.0.2");
    }

    private static Run run(String arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var said = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, UTF_8));
        System.setErr(new PrintStream(complained, true, UTF_8));
        try {
            int exitCode = Commands.run(arguments.split(" "));
            return new Run(exitCode, said.toString(UTF_8), complained.toString(UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
