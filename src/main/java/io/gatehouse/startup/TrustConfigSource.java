package io.gatehouse.startup;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Has Redis and the mail servers verified by {@code gatehouse.trusted-certificates}, if that is set. */
public final class TrustConfigSource implements ConfigSourceFactory {
    private static final String CERTIFICATES = "gatehouse.trusted-certificates";
    private static final String NAME = "gatehouse";
    /** Below all sources that an operator can set. */
    private static final int ORDINAL = 50;

    /** Instantiated by SmallRye Config. */
    public TrustConfigSource() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return value(context, CERTIFICATES)
                .<List<ConfigSource>>map(file -> List.of(new PropertiesConfigSource(
                        settings(file, value(context, "quarkus.redis.hosts").orElse("")), "trust", ORDINAL)))
                .orElse(List.of());
    }

    private static Map<String, String> settings(String file, String redisHosts) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "quarkus.tls." + NAME + ".trust-store.pem.certs",
                file,
                "quarkus.tls." + NAME + ".hostname-verification-algorithm",
                "HTTPS",
                "quarkus.mailer.tls-configuration-name",
                NAME,
                "quarkus.mailer.fallback.tls-configuration-name",
                NAME));
        // The client warns of a TLS configuration for an address without TLS.
        if (redisHosts.contains("rediss:")) {
            settings.put("quarkus.redis.tls-configuration-name", NAME);
        }
        return settings;
    }

    private static Optional<String> value(ConfigSourceContext context, String property) {
        return Optional.ofNullable(context.getValue(property))
                .map(ConfigValue::getValue)
                .filter(value -> !value.isBlank());
    }
}
