package io.gatehouse.otp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Limits on codes sent. What a provider refused at hand-over does not count; a realm may set its own daily limit of text
 * messages. Those to a number count apart for accounts that have proven it and accounts that have not.
 */
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

    /** Unused codes to a number within 24 hours that each account without it may request, whatever others have requested. */
    @WithDefault("2")
    @Min(1)
    int ownPerNumberAndDay();

    /** Codes to a number within 24 hours, used or not, over all realms. */
    @WithDefault("60")
    @Min(1)
    int perNumberAndDay();

    /** Unused codes for an account within an hour. */
    @WithDefault("10")
    @Min(1)
    int unusedPerAccountAndHour();

    /** Codes for an account within an hour that a provider refused at hand-over. */
    @WithDefault("20")
    @Min(1)
    int refusedPerAccountAndHour();

    /** Unused codes requested from a client address within an hour. */
    @WithDefault("20")
    @Min(1)
    int unusedPerAddressAndHour();

    /** Text messages within 24 hours per administrator, counted once a minute, of a realm without a limit of its own. */
    @WithDefault("10")
    @Min(1)
    int textsPerAdministratorAndDay();

    /** Minimum of the daily limit that results for a realm. */
    @WithDefault("50")
    @Min(1)
    int textsPerRealmAndDay();

    /** Accounts that may have proven the same number, over all realms. */
    @WithDefault("3")
    @Min(1)
    int accountsPerNumber();

    /** Text messages of an account to a number in a row that were not delivered, after which it gets none for a while. */
    @WithDefault("3")
    @Min(1)
    int undeliveredInARow();

    /** Unproven numbers within a range of 100 in an hour that count as sequential. */
    @WithDefault("5")
    @Min(1)
    int numbersInARow();

    /**
     * Codes to a country within an hour whose lifetime has passed, used or not, from which their verified share is checked: that of the newest, up to ten times
     * as many.
     */
    @WithDefault("20")
    @Min(1)
    int perCountryAndHour();

    /** Minimum share of them, in percent, that must be used. */
    @WithDefault("30")
    @Min(1)
    @Max(100)
    int usedPercent();

    /** How long no codes are sent to unproven numbers of a suspicious range or country, nor to a number not reached. */
    @WithDefault("PT15M")
    @DurationMin(millis = 1)
    Duration pause();
}
