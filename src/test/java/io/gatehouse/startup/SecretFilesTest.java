package io.gatehouse.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    Path secrets;

    @Test
    void set_the_property_to_their_content_without_the_last_line_break() throws IOException {
        SmallRyeConfig config = config(Map.of(
                "GATEHOUSE_SECRET_KEY_FILE", file("key", "a key\n"),
                "QUARKUS_DATASOURCE_PASSWORD_FILE", file("password", "a password")));
        assertThat(config.getValue("gatehouse.secret-key", String.class)).isEqualTo("a key");
        assertThat(config.getValue("quarkus.datasource.password", String.class)).isEqualTo("a password");
    }

    @Test
    void do_not_apply_to_other_settings_that_name_a_file() throws IOException {
        SmallRyeConfig config = config(Map.of(
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE", file("store", "a store"), "HISTORY_FILE", "/nowhere"));
        assertThat(config.getOptionalValue("quarkus.http.ssl.certificate.key-store", String.class))
                .isEmpty();
    }

    @Test
    void that_are_missing_are_named() {
        assertThatIllegalStateException()
                .isThrownBy(() -> config(Map.of("GATEHOUSE_SECRET_KEY_FILE", "/no/such/file")))
                .withMessageContaining("GATEHOUSE_SECRET_KEY_FILE")
                .withMessageContaining("/no/such/file");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(secrets.resolve(name), content).toString();
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        var builder = new SmallRyeConfigBuilder();
        for (ConfigSource source : new SecretFiles(environment).getConfigSources(null)) {
            builder.withSources(source);
        }
        return builder.build();
    }
}
