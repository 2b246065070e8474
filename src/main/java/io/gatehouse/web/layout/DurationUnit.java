package io.gatehouse.web.layout;

import io.quarkus.qute.TemplateEnum;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The units in which pages show durations and take them from forms. */
@TemplateEnum
public enum DurationUnit {
    SECONDS(Duration.ofSeconds(1)),
    MINUTES(Duration.ofMinutes(1)),
    HOURS(Duration.ofHours(1));

    private final Duration length;

    DurationUnit(Duration length) {
        this.length = length;
    }

    /** Returns the longest unit of which the duration is a multiple. */
    public static DurationUnit of(Duration duration) {
        return Stream.of(values())
                .filter(unit -> duration.toSeconds() % unit.length.toSeconds() == 0)
                .reduce((shorter, longer) -> longer)
                .orElseThrow();
    }

    /** Returns the unit with that name, or empty if there is none. */
    public static Optional<DurationUnit> named(String name) {
        return FormValues.constant(values(), name);
    }

    /** Returns how often the unit is contained in the duration. */
    public long count(Duration duration) {
        return duration.dividedBy(length);
    }

    public Duration times(long count) {
        return length.multipliedBy(count);
    }
}
