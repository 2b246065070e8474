package io.gatehouse.delivery.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How hard is tried to send mails that must arrive. */
@ConfigMapping(prefix = "gatehouse.outbox")
public interface OutboxConfig {

    /** Mails each instance hands to the mail server at the same time. */
    @WithDefault("2")
    int workers();

    /** Pause after the first failure; each further one doubles it. */
    @WithDefault("PT5S")
    Duration firstPause();

    /** The longest pause; also the one after a refusal for good, which takes a change of settings to undo. */
    @WithDefault("PT15M")
    Duration longestPause();

    /** How long a mail is tried; one that carries a link, as long as the link can be used. */
    @WithDefault("PT24H")
    Duration giveUpAfter();

    /** How long a shutdown waits for mails under way; what is left then is sent again by whoever comes next. */
    @WithDefault("PT5S")
    Duration drain();
}
