package io.gatehouse.link;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long mailed links can be used. */
@ConfigMapping(prefix = "gatehouse.link")
public interface LinkConfig {

    /** Link to reset a password. */
    @WithDefault("PT15M")
    Duration passwordReset();

    /** Link to accept an invitation. */
    @WithDefault("PT24H")
    Duration invitation();

    /** Link to confirm a new e-mail address. */
    @WithDefault("PT1H")
    Duration emailChange();

    /** Link of a message with a code, to say that somebody else asked for it. */
    @WithDefault("PT24H")
    Duration codeReport();

    /** Link of a notice, to say that somebody else did what it tells. */
    @WithDefault("P7D")
    Duration noticeReport();

    /** Time to object to the mobile number being reset; as long it takes until that happens, or needs approval. */
    @WithDefault("PT24H")
    Duration phoneReset();
}
