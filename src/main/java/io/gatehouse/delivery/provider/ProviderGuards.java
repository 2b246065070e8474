package io.gatehouse.delivery.provider;

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

    /** Creates the circuit breaker of a provider, which is named so in metrics. */
    public ProviderGuard of(String provider) {
        return new ProviderGuard(provider, config, metrics);
    }
}
