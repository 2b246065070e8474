package io.gatehouse.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Retention of the audit log. */
@ConfigMapping(prefix = "gatehouse.audit")
public interface AuditConfig {

    /** Time after which a month of the log is dropped, counted from the month's end; at least 30 days. */
    @WithDefault("P400D")
    @DurationMin(days = 30)
    Duration retention();
}
