package io.gatehouse.kernel.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The connections to Redis, which are replaced as a whole when the server behind them turns out to be the wrong one or
 * to be gone: a pool keeps connections to a demoted primary, or to a host that has lost its network, for as long as they
 * are open. Those that are replaced are closed when no command waits for them any more.
 */
@Singleton
class RedisConnections {
    private static final Logger LOG = Logger.getLogger(RedisConnections.class);
    private static final Duration CLOSED_AFTER = Duration.ofSeconds(5);
    private static final Duration MIN_AGE = Duration.ofSeconds(3);

    /** Connections that were opened at the same time. */
    record Generation(Redis client, RedisAPI commands, long openedNanos) {

        Generation(Redis client) {
            this(client, RedisAPI.api(client), System.nanoTime());
        }
    }

    /** Keeps the options of Quarkus' configuration, for further connections. */
    @Singleton
    static class RedisSettings implements RedisOptionsCustomizer {
        private RedisOptions options;

        @Override
        public void customize(String client, RedisOptions configured) {
            options = configured;
        }
    }

    private final Vertx vertx;
    private final RedisSettings settings;
    private volatile Generation current;

    RedisConnections(Vertx vertx, Redis configured, RedisSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.current = new Generation(configured);
    }

    /** Returns the connections to use now. */
    Generation current() {
        return current;
    }

    /** Waits until the event loop has handled what it had to, but at most a second. */
    void awaitEventLoop() throws InterruptedException {
        var handled = new CountDownLatch(1);
        vertx.runOnContext(nothing -> handled.countDown());
        handled.await(1, TimeUnit.SECONDS);
    }

    /** Opens new connections in the place of these, unless that was done less than three seconds ago. */
    synchronized void replace(Generation old) {
        if (current != old || System.nanoTime() - old.openedNanos() < MIN_AGE.toNanos()) {
            return;
        }
        var options = new RedisOptions(settings.options);
        // One of several hosts may accept connections and say nothing: the next client begins with another.
        List<String> hosts = new ArrayList<>(settings.options.getEndpoints());
        Collections.rotate(hosts, -1);
        options.setEndpoints(hosts);
        settings.options = options;
        current = new Generation(Redis.createClient(vertx, options));
        vertx.setTimer(CLOSED_AFTER.toMillis(), timer -> old.client().close());
        LOG.debug("The connections to Redis are replaced");
    }
}
