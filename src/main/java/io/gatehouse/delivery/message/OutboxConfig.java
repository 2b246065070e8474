package io.gatehouse.delivery.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Retries of mails in the outbox. */
@ConfigMapping(prefix = "gatehouse.outbox")
public interface OutboxConfig {

    /** Mails each instance hands to the mail server at the same time. */
    @WithDefault("2")
    @Min(1)
    int workers();

    /** Pause after the first failure; doubled by each further one. */
    @WithDefault("PT5S")
    @DurationMin(millis = 1)
    Duration firstPause();

    /** The longest pause; also the one after a permanent rejection, which takes a change of settings to resolve. */
    @WithDefault("PT15M")
    @DurationMin(millis = 1)
    Duration longestPause();

    /** How long a mail is retried; one that carries a link, until the link expires. */
    @WithDefault("PT24H")
    @DurationMin(millis = 1)
    Duration giveUpAfter();

    /** How long a shutdown waits for mails in progress; those left then are sent again by another instance or after the next start. */
    @WithDefault("PT1S")
    @DurationMin
    Duration drain();
}
