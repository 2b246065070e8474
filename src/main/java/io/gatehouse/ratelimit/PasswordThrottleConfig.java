package io.gatehouse.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How fast passwords may be tried. */
@ConfigMapping(prefix = "gatehouse.password-throttle")
public interface PasswordThrottleConfig {

    /** Wrong passwords per account and network without any wait. */
    @WithDefault("5")
    int freeAttempts();

    /** The longest wait; waits double from 2 s up to it. */
    @WithDefault("PT15M")
    Duration longestWait();

    /** Tries per client address and minute, over all accounts. */
    @WithDefault("60")
    int perAddressAndMinute();
}
