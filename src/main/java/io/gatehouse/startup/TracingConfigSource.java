package io.gatehouse.startup;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Switches tracing on where an exporter's endpoint is set, and off elsewhere. */
public final class TracingConfigSource implements ConfigSourceFactory {
    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    /** Below everything that an operator sets. */
    private static final int ORDINAL = 50;

    /** Made by the configuration. */
    public TracingConfigSource() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean on = isSet(context, ENDPOINT);
        return List.of(new PropertiesConfigSource(
                Map.of("quarkus.otel.sdk.disabled", String.valueOf(!on)), "tracing", ORDINAL));
    }

    /** Returns whether an operator has set it: defaults have the least of all ordinals. */
    private static boolean isSet(ConfigSourceContext context, String property) {
        ConfigValue value = context.getValue(property);
        return value != null && value.getValue() != null && value.getConfigSourceOrdinal() > 0;
    }
}
