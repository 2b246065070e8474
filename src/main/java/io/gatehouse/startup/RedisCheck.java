package io.gatehouse.startup;

import io.gatehouse.startup.Finding.Hazard;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the hosts of Redis are set, and that connections to other machines are encrypted. */
public final class RedisCheck implements StartupCheck {
    private static final String HOSTS = "quarkus.redis.hosts";
    private static final List<String> SCHEMES = List.of("redis", "rediss");

    @Override
    public List<Finding> findings(StartupSettings settings) {
        List<String> hosts = settings.list(HOSTS);
        if (hosts.isEmpty()) {
            return List.of(Finding.broken(
                    HOSTS, "is missing", "Set it to the Redis server, such as rediss://redis.example.com:6379."));
        }
        List<Finding> findings = new ArrayList<>();
        for (String host : hosts) {
            Optional<URI> address = StartupSettings.uri(host)
                    .filter(uri -> uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme())));
            if (address.isEmpty()) {
                return List.of(Finding.broken(
                        HOSTS,
                        "is no address of Redis",
                        "Begin each with redis:// or rediss://, such as rediss://redis.example.com:6379."));
            }
            if (address.get().getScheme().equals("redis")
                    && !StartupSettings.isLoopback(address.get().getHost())) {
                findings.add(Finding.unsafe(
                        Hazard.REDIS_PLAIN,
                        HOSTS,
                        "reaches " + address.get().getHost() + " without TLS, which shows who signs in to the network",
                        "Begin it with rediss://, or connect through the loopback interface."));
            }
        }
        return findings;
    }
}
