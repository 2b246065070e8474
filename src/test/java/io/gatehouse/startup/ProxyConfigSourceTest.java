package io.gatehouse.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which proxies are trusted, and whether Quarkus reads forwarded headers, by the settings of an operator. */
class ProxyConfigSourceTest {
    private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";

    @Test
    void proxies_that_quarkus_would_trust_are_taken_and_it_reads_nothing_itself() {
        SmallRyeConfig config =
                config(Map.of(FORWARDING, "on", "quarkus.http.proxy.trusted-proxies", "::1,10.0.0.0/24"));
        assertThat(config.getConfigValue(ProxyConfigSource.TRUSTED).getValue()).isEqualTo("::1,10.0.0.0/24");
        assertThat(config.getConfigValue(FORWARDING).getValue()).isEqualTo("false");
    }

    @Test
    void without_names_the_setting_remains_to_be_refused() {
        SmallRyeConfig config = config(Map.of(FORWARDING, "true"));
        assertThat(config.getConfigValue(ProxyConfigSource.TRUSTED).getValue()).isNull();
        assertThat(config.getConfigValue(FORWARDING).getValue()).isEqualTo("true");
    }

    @Test
    void proxies_are_not_trusted_while_forwarding_is_off() {
        SmallRyeConfig config = config(Map.of(FORWARDING, "false", "quarkus.http.proxy.trusted-proxies", "10.0.0.5"));
        assertThat(config.getConfigValue(ProxyConfigSource.TRUSTED).getValue()).isNull();
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "operator", 300))
                .withSources(new ProxyConfigSource())
                .build();
    }
}
