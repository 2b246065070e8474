package io.gatehouse.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits of password attempts. */
@ConfigMapping(prefix = "gatehouse.password-throttle")
public interface PasswordThrottleConfig {
    /** Wrong passwords per account and network without a wait; four times as many from an IPv6 /48. */
    @WithDefault("5")
    @Min(1)
    int freeAttempts();

    /** The longest wait; waits double from 2 s up to it. */
    @WithDefault("PT15M")
    @DurationMin(millis = 1)
    Duration longestWait();

    /**
     * Wrong passwords of an account in a row after which only trusted browsers may enter one; NIST SP 800-63B-4 allows at
     * most 100.
     */
    @WithDefault("100")
    @Min(1)
    @Max(100)
    int failuresInARow();

    /** Attempts per client address and minute, over all accounts; five times as many from an IPv6 /48. */
    @WithDefault("60")
    @Min(1)
    int perAddressAndMinute();

    /** Detection of password sprays. */
    Spray spray();

    /** Limits that detect attempts on many accounts of a realm at the same time. */
    interface Spray {
        /** Wrong passwords within the window above which it is a spray. */
        @WithDefault("100")
        @Min(1)
        int failures();

        /** Minimum number of accounts affected by a spray. */
        @WithDefault("20")
        @Min(1)
        int accounts();

        /** How long a wrong password counts; at most 15 minutes. */
        @WithDefault("PT10M")
        @DurationMin(millis = 1)
        Duration window();

        /** Time between two attempts of a client address during a spray, from browsers that are not trusted. */
        @WithDefault("PT10S")
        @DurationMin(millis = 1)
        Duration pause();
    }
}
