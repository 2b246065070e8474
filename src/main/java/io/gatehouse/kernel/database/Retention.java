package io.gatehouse.kernel.database;

import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.metrics.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Deletes rows that are no longer needed, once an hour, a thousand in a transaction. A table that fails holds up no other. */
@ApplicationScoped
class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final int BATCH = 1_000;

    private final List<ExpiringRows> tables;
    private final Transactions transactions;
    private final MeterRegistry meters;
    private final Clock clock;

    Retention(@All List<ExpiringRows> tables, Transactions transactions, MeterRegistry meters, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    void deleteExpired() {
        for (ExpiringRows table : tables) {
            try {
                deleteExpired(table);
            } catch (RuntimeException e) {
                if (Outage.find(e).isPresent()) {
                    throw e;
                }
                LOG.errorf(e, "retention.fault: %s", table.getClass().getSimpleName());
                Fault.RETENTION.count(meters);
            }
        }
    }

    private void deleteExpired(ExpiringRows table) {
        boolean more = true;
        while (more) {
            more = transactions.call(() -> table.deleteExpired(clock.instant(), BATCH)) == BATCH;
        }
    }
}
