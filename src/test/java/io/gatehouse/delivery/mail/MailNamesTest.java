package io.gatehouse.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailNamesTest {
    private static final String FIRST = "quarkus.mailer.own-host-name";
    private static final String SECOND = "quarkus.mailer.fallback.own-host-name";

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com, id.example.com",
        "https://id.example.com:8443/, id.example.com",
        "https://192.0.2.7, [192.0.2.7]",
        "https://[2001:db8::1]:8443, [IPv6:2001:db8::1]"
    })
    void servers_are_greeted_with_the_host_of_the_public_url(String url, String name) {
        assertThat(read(Map.of("gatehouse.public-url", url), FIRST)).contains(name);
        assertThat(read(Map.of("gatehouse.public-url", url), SECOND)).contains(name);
    }

    @Test
    void a_name_that_is_set_wins() {
        Map<String, String> settings =
                Map.of("gatehouse.public-url", "https://id.example.com", SECOND, "mail.example.com");
        assertThat(read(settings, FIRST)).contains("id.example.com");
        assertThat(read(settings, SECOND)).contains("mail.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id.example.com", "https://", "no address", "https://a_b"})
    void a_public_url_without_a_host_names_none(String url) {
        assertThat(read(Map.of("gatehouse.public-url", url), FIRST)).isEmpty();
        assertThat(read(Map.of(), FIRST)).isEmpty();
    }

    private static Optional<String> read(Map<String, String> settings, String property) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withSources(new MailNames())
                .build()
                .getOptionalValue(property, String.class);
    }
}
