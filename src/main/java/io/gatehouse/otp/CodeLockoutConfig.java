package io.gatehouse.otp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When an account's codes are locked, across all its flows and channels. */
@ConfigMapping(prefix = "gatehouse.code-lock")
public interface CodeLockoutConfig {

    /** Codes sent without one being used before sending is locked. */
    @WithDefault("4")
    int unusedSends();

    /** How long sending is then locked. */
    @WithDefault("PT1H")
    Duration unusedSendsLock();

    /** Wrong codes before the account's person is told that somebody else knows the password. */
    @WithDefault("3")
    int wrongCodesTold();

    /** Wrong codes before codes are locked, and again after each such number. */
    @WithDefault("10")
    int wrongCodes();

    /** The first lock; the following ones double. */
    @WithDefault("PT15M")
    Duration firstLock();

    /** The longest of the doubling locks. */
    @WithDefault("PT1H")
    Duration longestLock();

    /** Wrong codes from which the long lock holds. */
    @WithDefault("50")
    int wrongCodesLong();

    /** The long lock. */
    @WithDefault("PT24H")
    Duration longLock();
}
