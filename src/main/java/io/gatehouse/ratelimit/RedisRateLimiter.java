package io.gatehouse.ratelimit;

import io.gatehouse.kernel.crypto.IdentifierMacs;
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
    private final IdentifierMacs identifiers;
    private final Clock clock;

    RedisRateLimiter(RedisClient redis, IdentifierMacs identifiers, Clock clock) {
        this.redis = redis;
        this.identifiers = identifiers;
        this.clock = clock;
    }

    @Override
    public Optional<Duration> tryAcquire(String action, String client, int limit, Duration window) {
        List<String> result =
                redis.run(ACQUIRE, List.of(key(action, client)), clock.millis(), window.toMillis(), limit);
        long waitMillis = Long.parseLong(result.get(0));
        return waitMillis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(waitMillis));
    }

    /** Returns the key of the actions counted for that client. */
    String key(String action, String client) {
        return "gatehouse:rate:" + action + ":{" + identifiers.macBase64Url(action, client) + "}";
    }
}
