package io.gatehouse.delivery.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** The circuit breaker of each provider. */
@ConfigMapping(prefix = "gatehouse.breaker")
public interface BreakerConfig {
    /** Number of the last messages that are considered. */
    @WithDefault("10")
    @Min(1)
    int window();

    /** Share of them, in percent, that must fail to open the breaker. */
    @WithDefault("50")
    @Min(1)
    @Max(100)
    int failurePercent();

    /** How long the breaker stays open, before one message tries the provider again. */
    @WithDefault("PT15S")
    @DurationMin(millis = 1)
    Duration openFor();
}
