package io.gatehouse.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Creates the partitions of the next months and drops those past the retention; one node at a time. */
@ApplicationScoped
class AuditPartitions {
    private static final Logger LOG = Logger.getLogger(AuditPartitions.class);
    private static final int MONTHS_AHEAD = 3;

    private final AuditEventEntity.Repository events;
    private final AuditConfig config;
    private final Clock clock;

    AuditPartitions(AuditEventEntity.Repository events, AuditConfig config, Clock clock) {
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "6h")
    @Transactional
    void maintain() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int months = 0; months <= MONTHS_AHEAD; months++) {
            events.addPartition(today.plusMonths(months));
        }
        int dropped = events.dropPartitions(clock.instant().minus(config.retention()));
        if (dropped != 0) {
            LOG.infof("audit.dropped: %s months", dropped);
        }
    }
}
