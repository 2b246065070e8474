package io.gatehouse.delivery.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many messages may be under way, and how hard is tried to see them off. */
@ConfigMapping(prefix = "gatehouse.delivery")
public interface DeliveryConfig {

    /** Messages handed to providers at the same time. */
    @WithDefault("8")
    int workers();

    /** Messages taken over and not yet seen off, those with the workers included; beyond that none is taken. */
    @WithDefault("500")
    int queueSize();

    /** Pause before the one retry. */
    @WithDefault("PT1S")
    Duration retryAfter();

    /** How long a shutdown waits for messages under way; what is left then has failed. */
    @WithDefault("PT10S")
    Duration drain();
}
