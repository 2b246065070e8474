package io.gatehouse.kernel.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Meter.Id;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes the platform's metrics follow the conventions of Prometheus, as {@code promtool check metrics} states them: names
 * without a misleading {@code _count}, base units, labels in snake case, and a description.
 */
@Singleton
class MetricNames implements MeterFilter {
    private static final String COUNT = ".count";
    private static final Set<String> NO_BASE_UNITS = Set.of("ns", "milliseconds");

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "http.server.active.requests", "Requests that are being handled",
            "http.server.errors", "Requests that failed in the HTTP server itself",
            "http.server.requests", "Time from a request to the end of its response");

    MetricNames() {}

    /** Drops those without a base unit, and those that the registry exports without a description. */
    @Override
    public MeterFilterReply accept(Id id) {
        return NO_BASE_UNITS.contains(String.valueOf(id.getBaseUnit())) || id.getType() == Meter.Type.LONG_TASK_TIMER
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Id map(Id id) {
        return new Id(name(id), tags(id), id.getBaseUnit(), description(id), id.getType());
    }

    private static String name(Id id) {
        return id.getType() == Meter.Type.GAUGE && id.getName().endsWith(COUNT)
                ? id.getName().substring(0, id.getName().length() - COUNT.length())
                : id.getName();
    }

    private static Tags tags(Id id) {
        return Tags.of(id.getTags().stream()
                .map(tag -> Tag.of(snakeCase(tag.getKey()), tag.getValue()))
                .toList());
    }

    private static String snakeCase(String key) {
        return key.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String description(Id id) {
        return id.getDescription() == null
                ? DESCRIPTIONS.getOrDefault(id.getName(), "A metric of the platform")
                : id.getDescription();
    }
}
