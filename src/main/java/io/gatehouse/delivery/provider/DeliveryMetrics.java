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

/** Metrics of deliveries, with labels of few values. */
@Singleton
public class DeliveryMetrics {
    private final MeterRegistry meters;

    /** Creates the metrics in that registry. */
    public DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts a provider's results: {@code gatehouse.delivery.sends}. */
    void sent(String provider, SendResult result) {
        String outcome = result instanceof Refused refused ? name(refused.failure()) : "accepted";
        meters.counter("gatehouse.delivery.sends", "provider", provider, "result", outcome)
                .increment();
    }

    /** Registers the state of a provider's breaker: {@code gatehouse.delivery.breaker}, 0 closed, 1 half open, 2 open. */
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

    /** Registers the number of messages in the queue: {@code gatehouse.delivery.queue}. */
    public void queue(Supplier<Number> inProgress) {
        Gauge.builder("gatehouse.delivery.queue", inProgress)
                .strongReference(true)
                .register(meters);
    }

    /** Records the time from the request of a code to its use: {@code gatehouse.delivery.use}. */
    public void used(Channel channel, Duration sinceIssue) {
        meters.timer("gatehouse.delivery.use", "channel", name(channel)).record(sinceIssue);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
