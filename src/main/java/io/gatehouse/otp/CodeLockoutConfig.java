package io.gatehouse.otp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Lockout of an account's codes, for each purpose across all flows and channels. */
@ConfigMapping(prefix = "gatehouse.code-lock")
public interface CodeLockoutConfig {

    /** Unused codes sent in a row before sending is locked. */
    @WithDefault("4")
    @Min(1)
    int unusedSends();

    /** How long sending is then locked. */
    @WithDefault("PT1H")
    @DurationMin(millis = 1)
    Duration unusedSendsLock();

    /** Wrong codes before the administrator is warned that another person may know the password; each lock warns again. */
    @WithDefault("3")
    @Min(1)
    int wrongCodesTold();

    /** Wrong codes before codes are locked, and again after each further number of them. */
    @WithDefault("10")
    @Min(1)
    int wrongCodes();

    /** Duration of the first lock; each further one doubles it. */
    @WithDefault("PT15M")
    @DurationMin(millis = 1)
    Duration firstLock();

    /** The longest of the doubling locks. */
    @WithDefault("PT1H")
    @DurationMin(millis = 1)
    Duration longestLock();

    /** Wrong codes from which the long lock applies. */
    @WithDefault("50")
    @Min(1)
    int wrongCodesLong();

    /** Duration of the long lock. */
    @WithDefault("PT24H")
    @DurationMin(millis = 1)
    Duration longLock();
}
