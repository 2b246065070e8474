package io.gatehouse.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
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

    private final EntityManager database;
    private final AuditConfig config;
    private final Clock clock;

    AuditMonths(EntityManager database, AuditConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "6h")
    @Transactional
    void keepUp() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int months = 0; months <= AHEAD; months++) {
            database.createNativeQuery("select 1 from add_audit_partition(?1)")
                    .setParameter(1, today.plusMonths(months))
                    .getSingleResult();
        }
        Object dropped = database.createNativeQuery("select drop_audit_partitions(?1)")
                .setParameter(1, clock.instant().minus(config.retention()))
                .getSingleResult();
        if (!Integer.valueOf(0).equals(dropped)) {
            LOG.infof("audit.dropped: %s months", dropped);
        }
    }
}
