package io.gatehouse.ratelimit;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.redis.RedisClient;
import jakarta.inject.Singleton;
import java.util.List;

/** The counts of the rate limits, which tests share, since all of them come from one address. */
@Singleton
public class RateCounts {
    private final RedisRateLimiter limiter;
    private final RedisClient redis;

    RateCounts(RedisRateLimiter limiter, RedisClient redis) {
        this.limiter = limiter;
        this.redis = redis;
    }

    /** Forgets the requests of password resets by tests that have ended: the time of an executable does not move on. */
    public void forgetResets() {
        redis.delete(List.of(limiter.key("reset", Requester.COMMAND.source())));
    }
}
