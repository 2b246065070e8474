package io.gatehouse.kernel.redis;

import io.gatehouse.kernel.UnavailableException;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Reports at the health endpoint whether Redis responds; not as readiness, since all nodes share it. */
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
