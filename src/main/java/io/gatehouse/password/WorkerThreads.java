package io.gatehouse.password;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * As many worker threads as there are hashes running and waiting, and on top of them enough for those who need no hash.
 * What does not fit waits in front, where no time-out runs: with Quarkus' 200 on two cores, a burst of requests kept one
 * another from their connections until those were given up.
 */
public final class WorkerThreads implements SmallRyeConfigBuilderCustomizer {
    private static final int OTHERS = 46;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        int threads = HashingQueue.places(Runtime.getRuntime().availableProcessors()) + OTHERS;
        builder.withDefaultValue("quarkus.thread-pool.max-threads", Integer.toString(threads));
    }
}
