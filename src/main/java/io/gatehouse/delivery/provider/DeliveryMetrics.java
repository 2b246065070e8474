package io.gatehouse.delivery.provider;

import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.realm.Channel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What can be measured of deliveries; no label has more than a handful of values. */
@Singleton
public class DeliveryMetrics {
    private final MeterRegistry meters;

    /** Measures into that registry. */
    public DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts what a provider made of a message: {@code gatehouse.delivery.sends}. */
    void sent(String provider, SendResult result) {
        String told = result instanceof Refused refused ? name(refused.failure()) : "accepted";
        meters.counter("gatehouse.delivery.sends", "provider", provider, "result", told)
                .increment();
    }

    /** Shows whether a provider is left alone: {@code gatehouse.delivery.breaker}, 0 closed, 1 half open, 2 open. */
    Consumer<CircuitBreakerState> breaker(String provider) {
        var state = new AtomicInteger();
        Gauge.builder("gatehouse.delivery.breaker", state, AtomicInteger::get)
                .tag("provider", provider)
                .strongReference(true)
                .register(meters);
        return changed -> state.set(
                switch (changed) {
                    case CLOSED -> 0;
                    case HALF_OPEN -> 1;
                    case OPEN -> 2;
                });
    }

    /** Shows how many codes are under way: {@code gatehouse.delivery.queue}. */
    public void queue(Supplier<Number> underWay) {
        Gauge.builder("gatehouse.delivery.queue", underWay)
                .strongReference(true)
                .register(meters);
    }

    /** Measures the time from the wish for a code to its use: {@code gatehouse.delivery.use}. */
    public void used(Channel channel, Duration sinceIssue) {
        meters.timer("gatehouse.delivery.use", "channel", name(channel)).record(sinceIssue);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
