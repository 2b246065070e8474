package io.gatehouse.kernel.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reports version and Git revision of the build as labels of {@code gatehouse.build.info}, which is 1. */
@Singleton
class BuildInfo implements MeterBinder {
    private static final String UNKNOWN = "unknown";

    BuildInfo() {}

    @Override
    public void bindTo(MeterRegistry registry) {
        Properties build = properties();
        Gauge.builder("gatehouse.build.info", () -> 1)
                .description("Version and revision of the build")
                .tag("version", build.getProperty("git.build.version", UNKNOWN))
                .tag("revision", build.getProperty("git.commit.id.abbrev", UNKNOWN))
                .register(registry);
    }

    /** Returns what the build has written, or nothing if it is not one by Maven. */
    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream stream = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
