package io.gatehouse.otp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits on codes sent. Failed sends do not count; a realm may set its own daily limit of text messages. */
@ConfigMapping(prefix = "gatehouse.send-limits")
public interface SendLimitsConfig {
    /** Unused codes to a number within an hour, over all realms. */
    @WithDefault("5")
    @Min(1)
    int unusedPerNumberAndHour();

    /** Unused codes to a number within 24 hours, over all realms. */
    @WithDefault("10")
    @Min(1)
    int unusedPerNumberAndDay();

    /** Codes to a number within 24 hours, used or not, over all realms. */
    @WithDefault("60")
    @Min(1)
    int perNumberAndDay();

    /** Unused codes for an account within an hour. */
    @WithDefault("10")
    @Min(1)
    int unusedPerAccountAndHour();

    /** Unused codes requested from a client address within an hour. */
    @WithDefault("20")
    @Min(1)
    int unusedPerAddressAndHour();

    /** Text messages within 24 hours per administrator of a realm without a limit of its own. */
    @WithDefault("10")
    @Min(1)
    int textsPerAdministratorAndDay();

    /** Minimum of the daily limit that results for a realm. */
    @WithDefault("50")
    @Min(1)
    int textsPerRealmAndDay();

    /** Accounts that may have the same number, over all realms. */
    @WithDefault("3")
    @Min(1)
    int accountsPerNumber();

    /** Unproven numbers within a range of 100 in an hour that count as sequential. */
    @WithDefault("5")
    @Min(1)
    int numbersInARow();

    /** Used or expired codes to a country within an hour from which their verified share is checked. */
    @WithDefault("20")
    @Min(1)
    int perCountryAndHour();

    /** Minimum share of them, in percent, that must be used. */
    @WithDefault("30")
    @Min(1)
    @Max(100)
    int usedPercent();

    /** How long no codes are sent to unproven numbers of a suspicious range or country. */
    @WithDefault("PT15M")
    @DurationMin(seconds = 1)
    Duration pause();
}
