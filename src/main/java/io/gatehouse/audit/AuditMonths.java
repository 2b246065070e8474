package io.gatehouse.audit;

import io.gatehouse.platform.database.Sql;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Makes the tables of the months to come, and drops those that have been kept for long enough; on one node at a time. */
@ApplicationScoped
class AuditMonths {
    private static final Logger LOG = Logger.getLogger(AuditMonths.class);
    private static final int AHEAD = 3;

    private final Sql sql;
    private final AuditConfig config;
    private final Clock clock;

    AuditMonths(Sql sql, AuditConfig config, Clock clock) {
        this.sql = sql;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "6h")
    @Transactional
    void keepUp() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int months = 0; months <= AHEAD; months++) {
            sql.statement("select 1 from add_audit_partition(:day)")
                    .with("day", today.plusMonths(months))
                    .number();
        }
        long dropped = sql.statement("select drop_audit_partitions(:before)")
                .with("before", clock.instant().minus(config.retention()))
                .number();
        if (dropped != 0) {
            LOG.infof("audit.dropped: %s months", dropped);
        }
    }
}
