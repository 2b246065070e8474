package io.gatehouse.testing;

import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Two instances of Gatehouse as it is shipped, on the tests' PostgreSQL and on a Redis of their own; realms and
 * administrators come from {@link TestRealms}. All tests share one, so each leaves it as it found it.
 */
public final class TwoInstanceCluster {
    private static TwoInstanceCluster shared;

    private final RedisProcess redis = new RedisProcess();
    private final TcpProxy database;
    private final InstanceSettings settings = new InstanceSettings();
    private final Instance one;
    private final Instance other;

    private TwoInstanceCluster() {
        Config tests = ConfigProvider.getConfig();
        URI server = URI.create(
                tests.getValue("quarkus.datasource.jdbc.url", String.class).replaceFirst("^jdbc:", ""));
        database = new TcpProxy(server.getPort());
        settings.set(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + database.port() + server.getPath());
        settings.set("quarkus.redis.hosts", redis.url());
        settings.set("gatehouse.public-url", "https://gatehouse.example");
        // All tests come from one address, and a crowd of it is no spray.
        settings.set("gatehouse.password-throttle.per-address-and-minute", "1000000");
        settings.set("gatehouse.password-throttle.spray.failures", "1000000");
        one = start();
        other = start();
        one.awaitReady();
        other.awaitReady();
    }

    /** The one that all tests share. */
    public static synchronized TwoInstanceCluster shared() {
        if (shared == null) {
            shared = new TwoInstanceCluster();
        }
        return shared;
    }

    /** One of the two instances. */
    public Instance one() {
        return one;
    }

    /** The other one. */
    public Instance other() {
        return other;
    }

    /** The Redis of all instances. */
    public RedisProcess redis() {
        return redis;
    }

    /** The network between the instances and PostgreSQL. */
    public TcpProxy database() {
        return database;
    }

    /** One more instance, for a test that kills it. */
    public Instance more() {
        return start().awaitReady();
    }

    /** One more instance, which is not ready yet. */
    public Instance cold() {
        return start();
    }

    /** One more instance, with settings of its own. */
    public Instance more(Map<String, String> others) {
        return cold(others).awaitReady();
    }

    /** One more instance, with settings of its own, which is not ready yet. */
    public Instance cold(Map<String, String> others) {
        return Instance.start(settings.with(others).environment());
    }

    private Instance start() {
        return Instance.start(settings.environment());
    }
}
