package io.gatehouse.kernel.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;

/** Histograms of durations, all with the same buckets. */
public final class Latency {
    private static final Duration[] BUCKETS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private Latency() {}

    /** Returns the upper bounds of the buckets, from 5 ms to 10 s. */
    public static Duration[] buckets() {
        return BUCKETS.clone();
    }

    /** Returns a builder of a timer with these buckets. */
    public static Timer.Builder timer(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
    }
}
