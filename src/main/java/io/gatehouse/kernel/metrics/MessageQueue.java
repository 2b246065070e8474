package io.gatehouse.kernel.metrics;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Messages that wait in the database to be sent, for {@link QueueMetrics}.
 *
 * @param name the value of a label
 * @param channels what its messages go by, values of a label
 * @param depths returns the messages that wait, by channel, of which those without any may be missing; called in a transaction
 */
public record MessageQueue(String name, List<String> channels, Supplier<Map<String, Depth>> depths) {
    /** Describes a queue whose messages all go by one channel. */
    public MessageQueue(String name, String channel, Supplier<Depth> depth) {
        this(name, List.of(channel), () -> Map.of(channel, depth.get()));
    }

    /** How many messages wait, and since when the oldest does; null if none waits. */
    @RegisterForReflection
    public record Depth(long waiting, Instant oldest) {}
}
