package io.gatehouse.ratelimit;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.redis.RedisClient;
import io.gatehouse.kernel.redis.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Implements {@link RateLimiter} in Redis by fixed windows. */
@ApplicationScoped
public class RedisRateLimiter implements RateLimiter {
    private static final RedisScript ACQUIRE = RedisScript.beside(RedisRateLimiter.class, "acquire.lua");

    private final RedisClient redis;
    private final SecretKeys keys;
    private final Clock clock;

    RedisRateLimiter(RedisClient redis, SecretKeys keys, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Optional<Duration> tryAcquire(String action, String client, int limit, Duration window) {
        String key = "gatehouse:rate:" + action + ":{" + keys.macBase64Url(KeyPurpose.IDENTIFIER, action, client) + "}";
        List<String> result = redis.run(ACQUIRE, List.of(key), clock.millis(), window.toMillis(), limit);
        long waitMillis = Long.parseLong(result.get(0));
        return waitMillis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(waitMillis));
    }
}
