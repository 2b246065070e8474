package io.gatehouse.platform.tracing;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Traces are made where it is said where they go, and nowhere else. */
public final class TracingSwitch implements ConfigSourceFactory {
    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    /** Below everything that somebody sets. */
    private static final int ORDINAL = 50;

    /** Made by the configuration. */
    public TracingSwitch() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean on = isSet(context, ENDPOINT);
        return List.of(new PropertiesConfigSource(
                Map.of("quarkus.otel.sdk.disabled", String.valueOf(!on)), "tracing switch", ORDINAL));
    }

    /** Set by somebody: defaults have the least of all ordinals. */
    private static boolean isSet(ConfigSourceContext context, String property) {
        ConfigValue value = context.getValue(property);
        return value != null && value.getValue() != null && value.getConfigSourceOrdinal() > 0;
    }
}
