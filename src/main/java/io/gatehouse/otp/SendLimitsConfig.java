package io.gatehouse.otp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many codes may be sent. Sends that failed count nowhere; a realm may set another daily limit of text messages. */
@ConfigMapping(prefix = "gatehouse.send-limits")
public interface SendLimitsConfig {
    /** Codes to a number within an hour that were not used, over all realms. */
    @WithDefault("5")
    int unusedPerNumberAndHour();

    /** Codes to a number within 24 hours that were not used, over all realms. */
    @WithDefault("10")
    int unusedPerNumberAndDay();

    /** Codes to a number within 24 hours, used or not, over all realms. */
    @WithDefault("60")
    int perNumberAndDay();

    /** Codes for an account within an hour that were not used. */
    @WithDefault("10")
    int unusedPerAccountAndHour();

    /** Codes asked for from a client address within an hour that were not used. */
    @WithDefault("20")
    int unusedPerAddressAndHour();

    /** Text messages within 24 hours for each administrator of a realm that has not set a limit of its own. */
    @WithDefault("10")
    int textsPerAdministratorAndDay();

    /** The least of these for a realm. */
    @WithDefault("50")
    int textsPerRealmAndDay();

    /** Accounts that may have the same number, over all realms. */
    @WithDefault("3")
    int accountsPerNumber();

    /** Unproven numbers within a range of 100 in an hour that count as numbers in a row. */
    @WithDefault("5")
    int numbersInARow();

    /** Codes to a country within an hour, used or expired, from which their use is looked at. */
    @WithDefault("20")
    int perCountryAndHour();

    /** The share of them, in percent, that must be used. */
    @WithDefault("30")
    int usedPercent();

    /** How long unproven numbers of a conspicuous range or country get no code. */
    @WithDefault("PT15M")
    Duration pause();
}
