package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

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
}
