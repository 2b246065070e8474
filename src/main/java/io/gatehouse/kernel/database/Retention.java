package io.gatehouse.kernel.database;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;

/** Deletes rows that are no longer needed, once an hour, a thousand in a transaction. */
@ApplicationScoped
class Retention {
    private static final int BATCH = 1_000;

    private final Instance<ExpiringRows> tables;
    private final Transactions transactions;
    private final Clock clock;

    Retention(@Any Instance<ExpiringRows> tables, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    void deleteExpired() {
        for (ExpiringRows table : tables) {
            boolean more = true;
            while (more) {
                more = transactions.call(() -> table.deleteExpired(clock.instant(), BATCH)) == BATCH;
            }
        }
    }
}
