package io.gatehouse.startup;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Enables tracing if and only if an exporter endpoint is configured. */
public final class TracingConfigSource implements ConfigSourceFactory {
    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    /** Below all sources that an operator can set. */
    private static final int ORDINAL = 50;

    /** Instantiated by SmallRye Config. */
    public TracingConfigSource() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean on = isSet(context, ENDPOINT);
        return List.of(new PropertiesConfigSource(
                Map.of("quarkus.otel.sdk.disabled", String.valueOf(!on)), "tracing", ORDINAL));
    }

    /** Returns whether an operator has set the property; defaults have the lowest ordinal. */
    private static boolean isSet(ConfigSourceContext context, String property) {
        ConfigValue value = context.getValue(property);
        return value != null && value.getValue() != null && value.getConfigSourceOrdinal() > 0;
    }
}
