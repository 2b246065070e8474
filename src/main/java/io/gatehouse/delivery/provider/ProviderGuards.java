package io.gatehouse.delivery.provider;

import jakarta.inject.Singleton;

/** Makes the guards of providers. */
@Singleton
public class ProviderGuards {
    private final BreakerConfig config;
    private final DeliveryMetrics metrics;

    ProviderGuards(BreakerConfig config, DeliveryMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    /** The guard of a provider, by its name in metrics; one each. */
    public ProviderGuard of(String provider) {
        return new ProviderGuard(provider, config, metrics);
    }
}
