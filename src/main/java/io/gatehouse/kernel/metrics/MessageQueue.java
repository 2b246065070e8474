package io.gatehouse.kernel.metrics;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Messages that wait in the database to be sent, for {@link QueueMetrics}. */
public interface MessageQueue {
    /** Returns the name of the queue, the value of a label. */
    String name();

    /** Returns the channels that its messages go by, values of a label. */
    List<String> channels();

    /** Returns the messages that wait, by channel, of which those without any may be missing; called in a transaction. */
    Map<String, Depth> measure();

    /** How many messages wait, and since when the oldest does; null if none waits. */
    @RegisterForReflection
    record Depth(long waiting, Instant oldest) {}
}
