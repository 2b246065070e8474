package io.gatehouse.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the management port listens, by the settings of an operator. */
class ManagementHostTest {

    @Test
    void is_the_host_of_http_unless_set() throws IOException {
        assertThat(host(Map.of())).isEqualTo("0.0.0.0");
        assertThat(host(Map.of("quarkus.http.host", "127.0.0.1"))).isEqualTo("127.0.0.1");
        assertThat(host(Map.of("quarkus.http.host", "127.0.0.1", "quarkus.management.host", "192.0.2.1")))
                .isEqualTo("192.0.2.1");
    }

    private static String host(Map<String, String> settings) throws IOException {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(
                                Path.of("src/main/resources/application.properties")
                                        .toUri()
                                        .toURL(),
                                250),
                        new PropertiesConfigSource(settings, "operator", 300))
                .build()
                .getValue("quarkus.management.host", String.class);
    }
}
