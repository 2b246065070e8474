package io.gatehouse.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/** Counts problems as {@code gatehouse.refusals} by {@code code}. */
@Singleton
class ProblemMetrics implements MeterBinder {
    private final MeterRegistry meters;

    ProblemMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Stream.of(ProblemCode.values()).forEach(this::counter);
    }

    void count(ProblemCode code) {
        counter(code).increment();
    }

    private Counter counter(ProblemCode code) {
        return Counter.builder("gatehouse.refusals")
                .description("Requests refused, by the code of the response")
                .tag("code", code.wireName())
                .register(meters);
    }
}
