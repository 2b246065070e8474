package io.gatehouse.password;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Sets the number of worker threads: one for each hash that can run or wait, and 46 for other requests. Further
 * requests wait for a thread before any time-out starts. With Quarkus' default of 200 threads on two cores, a burst of
 * requests competed for database connections until they timed out.
 */
public final class WorkerThreads implements SmallRyeConfigBuilderCustomizer {
    private static final int OTHER_REQUESTS = 46;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        int threads = HashingQueue.capacity(Runtime.getRuntime().availableProcessors()) + OTHER_REQUESTS;
        builder.withDefaultValue("quarkus.thread-pool.max-threads", Integer.toString(threads));
    }
}
