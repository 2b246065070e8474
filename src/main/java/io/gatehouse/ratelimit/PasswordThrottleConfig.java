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

    /** When wrong passwords are a spray. */
    Spray spray();

    /** Many accounts of a realm tried at the same time. */
    interface Spray {
        /** Wrong passwords within the window; more than these are a spray. */
        @WithDefault("100")
        int failures();

        /** Accounts they must be for. */
        @WithDefault("20")
        int accounts();

        /** How long a wrong password counts; at most 15 minutes. */
        @WithDefault("PT10M")
        Duration window();

        /** Time between two tries of a client address meanwhile, from browsers that are not trusted. */
        @WithDefault("PT10S")
        Duration pause();
    }
}
