package io.gatehouse.delivery.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits and retries for messages that are sent at once. */
@ConfigMapping(prefix = "gatehouse.delivery")
public interface DeliveryConfig {

    /** Messages handed to providers at the same time. */
    @WithDefault("8")
    @Min(1)
    int workers();

    /** Messages queued or being sent at the same time; beyond that none is accepted. */
    @WithDefault("500")
    @Min(1)
    int queueSize();

    /** Pause before the one retry. */
    @WithDefault("PT1S")
    @DurationMin(millis = 1)
    Duration retryAfter();

    /** How long a shutdown waits for messages in progress; those left then have failed. */
    @WithDefault("PT2S")
    @DurationMin
    Duration drain();
}
