package io.gatehouse.kernel.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.stream.Stream;

/** Scheduled tasks whose failures are counted, as {@code gatehouse.faults} by {@code task}. */
public enum Fault {
    MAIL_REQUEST,
    REALM_NOTICE,
    FACTOR_RESET,
    KEY_ROTATION,
    RETENTION;

    /** Counts a failure. */
    public void count(MeterRegistry meters) {
        counter(meters).increment();
    }

    /** Returns the name of the task in the log. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Counter counter(MeterRegistry meters) {
        return Counter.builder("gatehouse.faults")
                .description("Failures of scheduled tasks, which are retried later")
                .tag("task", name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    /** Registers the counters before the first failure. */
    @Singleton
    static class Counters implements MeterBinder {
        @Override
        public void bindTo(MeterRegistry registry) {
            Stream.of(values()).forEach(fault -> fault.counter(registry));
        }
    }
}
