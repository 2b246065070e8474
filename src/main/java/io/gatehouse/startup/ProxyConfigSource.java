package io.gatehouse.startup;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Converters;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Takes the proxies that Quarkus' own settings trust for {@code gatehouse.trusted-proxies}, and keeps Quarkus from reading
 * forwarded headers: it does so before any route, and fails on malformed ones without an answer.
 */
public final class ProxyConfigSource implements ConfigSourceFactory {
    static final String TRUSTED = "gatehouse.trusted-proxies";
    static final List<String> ENABLING = List.of(
            "quarkus.http.proxy.proxy-address-forwarding",
            "quarkus.http.proxy.allow-forwarded",
            "quarkus.http.proxy.allow-x-forwarded");
    private static final Converter<Boolean> BOOLEAN = Converters.getImplicitConverter(Boolean.class);
    private static final String TRUSTED_BY_QUARKUS = "quarkus.http.proxy.trusted-proxies";
    /** Above all sources that an operator can set. */
    private static final int ORDINAL = 500;

    /** Instantiated by SmallRye Config. */
    public ProxyConfigSource() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean enabled = ENABLING.stream()
                .anyMatch(name -> text(context, name).filter(BOOLEAN::convert).isPresent());
        Optional<String> trusted = text(context, TRUSTED).or(() -> text(context, TRUSTED_BY_QUARKUS));
        // Without names, the setting remains as it is, and the start is refused for it.
        return Stream.of(trusted)
                .filter(proxies -> enabled)
                .flatMap(Optional::stream)
                .<ConfigSource>map(proxies -> new PropertiesConfigSource(
                        Map.of(
                                TRUSTED,
                                proxies,
                                ENABLING.get(0),
                                "false",
                                ENABLING.get(1),
                                "false",
                                ENABLING.get(2),
                                "false"),
                        "trusted proxies",
                        ORDINAL))
                .toList();
    }

    private static Optional<String> text(ConfigSourceContext context, String property) {
        return Optional.ofNullable(context.getValue(property))
                .map(ConfigValue::getValue)
                .filter(text -> !text.isBlank());
    }
}
