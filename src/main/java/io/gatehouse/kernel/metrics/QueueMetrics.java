package io.gatehouse.kernel.metrics;

import io.gatehouse.kernel.metrics.MessageQueue.Depth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Reports the messages that wait in the database, of all instances. They are counted every 15 seconds, so that no scrape
 * waits for the database; while they cannot be counted, the values are NaN.
 */
@Singleton
class QueueMetrics implements MeterBinder {
    private final List<MessageQueue> queues;
    private final Clock clock;
    private volatile Map<MessageQueue, Map<String, Depth>> measured = Map.of();

    QueueMetrics(@All List<MessageQueue> queues, Clock clock) {
        this.queues = queues;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (MessageQueue queue : queues) {
            for (String channel : queue.channels()) {
                Tags tags = Tags.of("queue", queue.name(), "channel", channel);
                Gauge.builder("gatehouse.messages.waiting", () -> value(queue, channel, Depth::waiting))
                        .description("Messages in the database that wait to be sent, of all instances")
                        .tags(tags)
                        .register(registry);
                Gauge.builder("gatehouse.messages.oldest", () -> value(queue, channel, this::age))
                        .description("Age of the oldest message that waits, 0 if none does")
                        .baseUnit("seconds")
                        .tags(tags)
                        .register(registry);
            }
        }
    }

    @Scheduled(every = "15s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void measure() {
        Map<MessageQueue, Map<String, Depth>> now = new HashMap<>();
        try {
            queues.forEach(queue -> now.put(queue, queue.depths().get()));
        } finally {
            // Incomplete if it failed: those that are missing are NaN.
            measured = now;
        }
    }

    private double value(MessageQueue queue, String channel, ToDoubleFunction<Depth> property) {
        Map<String, Depth> depths = measured.get(queue);
        return depths == null ? Double.NaN : property.applyAsDouble(depths.getOrDefault(channel, new Depth(0, null)));
    }

    private double age(Depth depth) {
        Instant oldest = depth.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
    }
}
