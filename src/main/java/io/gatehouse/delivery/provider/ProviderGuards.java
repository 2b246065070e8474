package io.gatehouse.delivery.provider;

import io.gatehouse.realm.Channel;
import jakarta.inject.Singleton;

/** Creates the circuit breakers of providers. */
@Singleton
public class ProviderGuards {
    private final BreakerConfig config;
    private final DeliveryMetrics metrics;

    ProviderGuards(BreakerConfig config, DeliveryMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    /** Creates the circuit breaker of a provider of that channel, which is named so in metrics. */
    public ProviderGuard of(Channel channel, String provider) {
        return new ProviderGuard(channel, provider, config, metrics);
    }
}
