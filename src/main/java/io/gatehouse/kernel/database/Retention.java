package io.gatehouse.kernel.database;

import io.gatehouse.kernel.metrics.Fault;
import io.gatehouse.kernel.store.RowFaults;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Deletes rows that are no longer needed, once an hour, a thousand in a transaction. A table that fails holds up no other. */
@ApplicationScoped
class Retention {
    private static final int BATCH = 1_000;

    private final List<ExpiringRows> tables;
    private final Transactions transactions;
    private final RowFaults faults;
    private final Clock clock;

    Retention(@All List<ExpiringRows> tables, Transactions transactions, RowFaults faults, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.faults = faults;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    void deleteExpired() {
        for (ExpiringRows table : tables) {
            try {
                deleteExpired(table);
            } catch (RuntimeException e) {
                faults.recordStatement(Fault.RETENTION, table.getClass().getSimpleName(), e);
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
