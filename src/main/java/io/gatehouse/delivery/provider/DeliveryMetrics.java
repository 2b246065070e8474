package io.gatehouse.delivery.provider;

import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.kernel.metrics.Latency;
import io.gatehouse.realm.Channel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Metrics of deliveries, with labels of few values. */
@Singleton
public class DeliveryMetrics {
    private final MeterRegistry meters;

    /** Registers in that registry the metrics that do not depend on the providers. */
    public DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
        Stream.of(Channel.values()).forEach(this::use);
    }

    /** Registers the metrics of a provider of that channel. */
    ProviderMetrics provider(Channel channel, String provider) {
        return new ProviderMetrics(meters, channel, provider);
    }

    /** Registers the number of messages that this instance is sending: {@code gatehouse.delivery.queue}. */
    public void queue(Supplier<Number> inProgress) {
        Gauge.builder("gatehouse.delivery.queue", inProgress)
                .description("Codes that this instance is sending or has queued in memory")
                .strongReference(true)
                .register(meters);
    }

    /** Records the time from the request of a code to its use: {@code gatehouse.delivery.use}. */
    public void used(Channel channel, Duration sinceIssue) {
        use(channel).record(sinceIssue);
    }

    private Timer use(Channel channel) {
        return Timer.builder("gatehouse.delivery.use")
                .description("Time from the request for a code to its use")
                .tag("channel", name(channel))
                .register(meters);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Metrics of one provider, registered before its first message. */
    static final class ProviderMetrics {
        private static final String ACCEPTED = "accepted";

        private final MeterRegistry meters;
        private final String provider;
        private final Tags tags;
        private final Timer duration;
        private final AtomicInteger breaker = new AtomicInteger();

        private ProviderMetrics(MeterRegistry meters, Channel channel, String provider) {
            this.meters = meters;
            this.provider = provider;
            this.tags = Tags.of("provider", provider, "channel", name(channel));
            this.duration = Latency.timer("gatehouse.delivery.duration", "Time for handing a message to the provider")
                    .tags(tags)
                    .register(meters);
            Gauge.builder("gatehouse.delivery.breaker", breaker, AtomicInteger::get)
                    .description("State of the provider's circuit breaker: 0 closed, 1 half open, 2 open")
                    .tags(tags)
                    .strongReference(true)
                    .register(meters);
            sends(ACCEPTED);
            Stream.of(SendFailure.values()).map(DeliveryMetrics::name).forEach(this::sends);
        }

        /** Sends the message and records how long that takes: {@code gatehouse.delivery.duration}. */
        SendResult record(Supplier<SendResult> message) {
            return duration.record(message);
        }

        /** Counts a result, {@code gatehouse.delivery.sends}, and names it in the span of the message. */
        void count(SendResult result) {
            String outcome = result instanceof Refused refused ? name(refused.failure()) : ACCEPTED;
            sends(outcome).increment();
            Span.current().setAttribute("gatehouse.provider", provider).setAttribute("gatehouse.result", outcome);
        }

        /** Records the state of the breaker: {@code gatehouse.delivery.breaker}. */
        void breaker(CircuitBreakerState state) {
            breaker.set(
                    switch (state) {
                        case CLOSED -> 0;
                        case HALF_OPEN -> 1;
                        case OPEN -> 2;
                    });
        }

        private Counter sends(String result) {
            return Counter.builder("gatehouse.delivery.sends")
                    .description("Messages given to a provider, by its result")
                    .tags(tags)
                    .tag("result", result)
                    .register(meters);
        }
    }
}
