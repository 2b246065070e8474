package io.gatehouse.password;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Sets the number of worker threads: one for each hash that can run or wait, and 46 for other requests. Further
 * requests wait for a thread before any time-out starts. With Quarkus' default of 200 threads on two cores, a burst of
 * requests competed for database connections until they timed out.
 */
public final class WorkerThreads implements SmallRyeConfigBuilderCustomizer {
    private static final int OTHERS = 46;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        int threads = HashingQueue.places(Runtime.getRuntime().availableProcessors()) + OTHERS;
        builder.withDefaultValue("quarkus.thread-pool.max-threads", Integer.toString(threads));
    }
}
