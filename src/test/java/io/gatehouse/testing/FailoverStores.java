package io.gatehouse.testing;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Stores that fail over, and an {@link Instance} on them. */
public final class FailoverStores {
    private static final int SENTINELS = 3;
    private static final int MASTERS = 3;

    private FailoverStores() {}

    /** A Redis primary and its replica, and one address that leads to either. */
    public static final class RedisPair implements AutoCloseable {
        private final RedisProcess primary = new RedisProcess();
        private final RedisProcess replica = new RedisProcess();
        private final TcpProxy address = new TcpProxy(primary.port());

        /** Starts both; the address leads to the primary. */
        public RedisPair() {
            replica.follow(primary);
        }

        /** The one that was the primary at the start. */
        public RedisProcess primary() {
            return primary;
        }

        /** The other one. */
        public RedisProcess replica() {
            return replica;
        }

        /** Lets new connections reach that server; those that there are stay where they are. */
        public void leadTo(RedisProcess server) {
            address.leadTo(server.port());
        }

        @Override
        public void close() {
            primary.kill();
            replica.kill();
        }
    }

    /** Starts an instance on a database of its own and that Redis, which knows the realm and the person. */
    public static Instance instance(
            PostgresPair database, RedisPair redis, Connection tests, Realm realm, Administrator person)
            throws SQLException {
        Instance instance = start(Map.of(
                "quarkus.datasource.jdbc.url",
                database.url(),
                "quarkus.datasource.username",
                PostgresPair.user(),
                "quarkus.datasource.password",
                PostgresPair.user(),
                "quarkus.redis.hosts",
                "redis://127.0.0.1:" + redis.address.port()));
        database.copyRow(tests, "realm", realm.id());
        database.copyRow(tests, "administrator", person.id());
        return instance;
    }

    /** A master and its replica, watched by three sentinels. */
    public static final class Sentinels implements AutoCloseable {
        private final RedisProcess master = new RedisProcess();
        private final RedisProcess replica = new RedisProcess();
        private final List<RedisProcess> sentinels = new ArrayList<>();

        /** Starts all of them. */
        public Sentinels() {
            replica.follow(master);
            for (int i = 0; i < SENTINELS; i++) {
                sentinels.add(RedisProcess.sentinelOf(master.port()));
            }
        }

        /** The first master. */
        public RedisProcess master() {
            return master;
        }

        /** Starts an instance that asks the sentinels. */
        public Instance instance() {
            return start(Map.of(
                    "quarkus.redis.client-type",
                    "sentinel",
                    "quarkus.redis.master-name",
                    "mymaster",
                    "quarkus.redis.auto-failover",
                    "true",
                    "quarkus.redis.hosts",
                    urls(sentinels)));
        }

        @Override
        public void close() {
            sentinels.forEach(RedisProcess::kill);
            master.kill();
            replica.kill();
        }
    }

    /** Three masters of a Redis Cluster, each with a replica. */
    public static final class Cluster implements AutoCloseable {
        private final List<RedisProcess> masters = RedisCluster.start(MASTERS);
        private final List<RedisProcess> replicas = RedisCluster.replicate(masters);

        /** The first masters. */
        public List<RedisProcess> masters() {
            return masters;
        }

        /** Starts an instance on the cluster. */
        public Instance instance() {
            return start(Map.of("quarkus.redis.client-type", "cluster", "quarkus.redis.hosts", urls(masters)));
        }

        @Override
        public void close() {
            masters.forEach(RedisProcess::kill);
            replicas.forEach(RedisProcess::kill);
        }
    }

    private static Instance start(Map<String, String> settings) {
        var all = new InstanceSettings();
        all.set("gatehouse.public-url", "https://gatehouse.example");
        all.set("gatehouse.password-throttle.per-address-and-minute", "1000000");
        return Instance.start(all.with(settings).environment()).awaitReady();
    }

    private static String urls(List<RedisProcess> servers) {
        return servers.stream().map(RedisProcess::url).collect(Collectors.joining(","));
    }
}
