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
        nodes.addAll(start(NODES));
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

    /** Starts nodes that share the hash slots. */
    static List<RedisProcess> start(int count) {
        List<RedisProcess> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(node());
            nodes.get(i).command("CLUSTER ADDSLOTS " + slots(i, count));
            nodes.get(i).command("CLUSTER MEET 127.0.0.1 " + nodes.get(0).port());
        }
        awaitComplete(nodes);
        return nodes;
    }

    /** Starts a replica of each of these nodes, which takes its place when it has not answered for two seconds. */
    static List<RedisProcess> replicate(List<RedisProcess> masters) {
        List<RedisProcess> replicas = masters.stream().map(master -> node()).toList();
        replicas.forEach(replica ->
                replica.command("CLUSTER MEET 127.0.0.1 " + masters.get(0).port()));
        List<RedisProcess> all =
                Stream.concat(masters.stream(), replicas.stream()).toList();
        awaitComplete(all);
        for (int i = 0; i < masters.size(); i++) {
            String master = masters.get(i)
                    .command("CLUSTER MYID")
                    .lines()
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            RedisProcess replica = replicas.get(i);
            await("a replica")
                    .until(() -> replica.command("CLUSTER REPLICATE " + master).startsWith("+OK"));
        }
        await("replication")
                .until(() -> replicas.stream()
                        .allMatch(replica -> replica.command("INFO replication").contains("master_link_status:up")));
        return replicas;
    }

    private static void awaitComplete(List<RedisProcess> nodes) {
        await("the cluster").until(() -> nodes.stream().allMatch(node -> isComplete(node, nodes.size())));
    }

    private static RedisProcess node() {
        int port = Ports.freeForCluster();
        return new RedisProcess(
                port,
                List.of(
                        "--cluster-enabled yes",
                        "--cluster-announce-ip 127.0.0.1",
                        "--cluster-config-file nodes-" + port + ".conf",
                        "--cluster-node-timeout 2000"));
    }

    private static String slots(int node, int count) {
        return IntStream.range(node * SLOTS / count, (node + 1) * SLOTS / count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
    }

    private static boolean isComplete(RedisProcess node, int count) {
        String info = node.command("CLUSTER INFO");
        return Stream.of("cluster_state:ok", "cluster_known_nodes:" + count, "cluster_slots_ok:" + SLOTS)
                .allMatch(info::contains);
    }
}
