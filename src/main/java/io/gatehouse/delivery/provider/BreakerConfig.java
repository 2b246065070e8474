package io.gatehouse.delivery.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a provider in trouble is left alone. */
@ConfigMapping(prefix = "gatehouse.breaker")
public interface BreakerConfig {
    /** How many of the last messages are looked at. */
    @WithDefault("10")
    int window();

    /** The share of them, in percent, that must fail. */
    @WithDefault("50")
    int failurePercent();

    /** How long the provider is then left alone, before one message tries it. */
    @WithDefault("PT15S")
    Duration openFor();
}
