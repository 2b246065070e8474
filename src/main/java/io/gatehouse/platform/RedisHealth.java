package io.gatehouse.platform;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Shows in the health whether Redis answers; not in the readiness, since no other node would find it any better. */
@Wellness
@Singleton
class RedisHealth implements HealthCheck {
    private static final String NAME = "Redis";

    private final RedisClient redis;

    RedisHealth(RedisClient redis) {
        this.redis = redis;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            redis.get("gatehouse:health");
            return HealthCheckResponse.up(NAME);
        } catch (UnavailableException e) {
            return HealthCheckResponse.down(NAME);
        }
    }
}
