package io.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts the application under test on a real Redis Cluster of three nodes, each with a third of the hash slots. */
public final class RedisCluster implements QuarkusTestResourceLifecycleManager {
    private static final int NODES = 3;
    private static final int SLOTS = 16_384;

    private static final String HOSTS = "quarkus.redis.hosts";

    private final List<RedisProcess> nodes = new ArrayList<>();
    private String single;

    @Override
    public Map<String, String> start() {
        for (int i = 0; i < NODES; i++) {
            nodes.add(node());
            nodes.get(i).command("CLUSTER ADDSLOTS " + slots(i));
            nodes.get(i).command("CLUSTER MEET 127.0.0.1 " + nodes.get(0).port());
        }
        await("the cluster").until(() -> nodes.stream().allMatch(RedisCluster::isComplete));
        String hosts = nodes.stream().map(RedisProcess::url).collect(Collectors.joining(","));
        // The tests' own Redis is a system property, which goes before what a test resource returns.
        single = System.setProperty(HOSTS, hosts);
        return Map.of("quarkus.redis.client-type", "cluster");
    }

    /** Returns a place after {@link GatehouseTestResource}, which sets the tests' own Redis. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(RedisCluster.class));
    }

    @Override
    public void stop() {
        System.setProperty(HOSTS, single);
        nodes.forEach(RedisProcess::kill);
    }

    /** Returns the number of keys on each node. */
    public List<Integer> keys() {
        return nodes.stream()
                .map(node -> node.command("DBSIZE").lines().findFirst().orElseThrow())
                .map(answer -> Integer.valueOf(answer.substring(1)))
                .toList();
    }

    private static RedisProcess node() {
        int port = Ports.freeForCluster();
        return new RedisProcess(
                port,
                List.of(
                        "--cluster-enabled yes",
                        "--cluster-announce-ip 127.0.0.1",
                        "--cluster-config-file nodes-" + port + ".conf"));
    }

    private static String slots(int node) {
        return IntStream.range(node * SLOTS / NODES, (node + 1) * SLOTS / NODES)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
    }

    private static boolean isComplete(RedisProcess node) {
        String info = node.command("CLUSTER INFO");
        return Stream.of("cluster_state:ok", "cluster_known_nodes:" + NODES, "cluster_slots_ok:" + SLOTS)
                .allMatch(info::contains);
    }
}
