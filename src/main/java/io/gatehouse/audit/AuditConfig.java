package io.gatehouse.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the audit log is kept. */
@ConfigMapping(prefix = "gatehouse.audit")
public interface AuditConfig {

    /** Time after which a month of the log is dropped, counted from the month's end; 30 days at least. */
    @WithDefault("P400D")
    Duration retention();
}
