package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is shipped does not start unfit for production, and says why. */
class ProductionStartIT {

    @Test
    void refuses_settings_that_are_missing_or_unsafe_all_at_once_and_without_a_stack_trace() {
        CommandRun start = CommandRun.with(Map.of("GATEHOUSE_PUBLIC_URL", "http://id.example.com"));

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.out()).isEmpty();
        assertThat(start.err())
                .contains(
                        "gatehouse.public-url is plain HTTP", "gatehouse.secret-key is missing", "quarkus.mailer.host")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void refuses_a_port_that_is_taken_in_the_same_way() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun start = CommandRun.with(Map.of(
                    "QUARKUS_HTTP_HOST", "127.0.0.1",
                    "QUARKUS_HTTP_PORT", "0",
                    "QUARKUS_MANAGEMENT_PORT", String.valueOf(taken.getLocalPort())));

            assertThat(start.exitCode()).isEqualTo(1);
            assertThat(start.err())
                    .contains(
                            "quarkus.management.port cannot be listened on, which is " + taken.getLocalPort(),
                            "End the process that uses it")
                    .doesNotContain("\tat ", "Exception");
        }
    }

    @Test
    void refuses_a_folder_for_temporary_files_that_is_not_there_in_the_same_way() {
        Artifact.needsJvm();
        CommandRun start = CommandRun.with(Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=/no/such/folder"));

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.err())
                .contains("java.io.tmpdir is no folder that can be written to: /no/such/folder")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void refuses_a_secret_that_cannot_be_read_in_the_same_way() {
        CommandRun start = CommandRun.with(Map.of("GATEHOUSE_SECRET_KEY_FILE", "/no/such/file"));

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.out()).isEmpty();
        assertThat(start.err().lines())
                .containsExactly(
                        "Gatehouse does not start:",
                        "",
                        "  GATEHOUSE_SECRET_KEY_FILE leads to no file that can be read: /no/such/file",
                        "      Correct the path, or let Gatehouse's user read it.");
    }
}
