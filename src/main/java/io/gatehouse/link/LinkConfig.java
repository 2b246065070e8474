package io.gatehouse.link;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Lifetimes of mailed links. */
@ConfigMapping(prefix = "gatehouse.link")
public interface LinkConfig {

    /** Link to reset a password. */
    @WithDefault("PT15M")
    @DurationMin(millis = 1)
    Duration passwordReset();

    /** Link to accept an invitation. */
    @WithDefault("PT24H")
    @DurationMin(millis = 1)
    Duration invitation();

    /** Link to admit a browser to the sign-in of an account whose password was guessed too often. */
    @WithDefault("PT1H")
    @DurationMin(millis = 1)
    Duration admission();

    /** Link to confirm a new e-mail address. */
    @WithDefault("PT1H")
    @DurationMin(millis = 1)
    Duration emailChange();

    /** Link of a message with a code, to report that the administrator did not request it. */
    @WithDefault("PT24H")
    @DurationMin(millis = 1)
    Duration codeReport();

    /** Link of a notice, to report that the administrator did not make the change. */
    @WithDefault("P7D")
    @DurationMin(millis = 1)
    Duration noticeReport();

    /**
     * Link to cancel a reset of the mobile number or of the authenticators; after that time the reset takes effect, or ends if it lacks a
     * required approval.
     */
    @WithDefault("PT24H")
    @DurationMin(millis = 1)
    Duration factorReset();
}
