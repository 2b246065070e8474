package io.gatehouse.kernel.store;

import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.kernel.metrics.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Counts and logs the failures of single rows in scheduled tasks, which hold up no other row. */
@Singleton
public class RowFaults {
    private static final Logger LOG = Logger.getLogger(RowFaults.class);

    private final StoreMonitor stores;
    private final MeterRegistry meters;

    RowFaults(StoreMonitor stores, MeterRegistry meters) {
        this.stores = stores;
        this.meters = meters;
    }

    /**
     * Counts and logs the failure of one row.
     *
     * @param row names the row in the log
     * @throws RuntimeException the failure itself, if it is the outage of a store, which concerns every row
     */
    public void record(Fault task, Object row, RuntimeException failure) {
        Optional<UnavailableException> unavailable = findUnavailable(failure);
        // The text of any other exception may quote the row.
        String cause = unavailable
                .map(UnavailableException::part)
                .orElseGet(() -> failure.getClass().getName());
        LOG.errorf("%s.fault: %s (%s)", task.label(), row, cause);
        task.count(meters);
    }

    /**
     * Counts the failure of a statement about many rows, and logs it with its stack trace, whose texts quote none: PostgreSQL sends the
     * server no values of rows.
     *
     * @throws RuntimeException the failure itself, if it is the outage of a store
     */
    public void recordStatement(Fault task, String table, RuntimeException failure) {
        findUnavailable(failure);
        LOG.errorf(failure, "%s.fault: %s", task.label(), table);
        task.count(meters);
    }

    /** Returns what is unavailable, or empty if nothing is, and throws the failure if that is a store. */
    private Optional<UnavailableException> findUnavailable(RuntimeException failure) {
        Optional<UnavailableException> unavailable = Outage.find(failure);
        if (unavailable.filter(stores::report).isPresent()) {
            throw failure;
        }
        return unavailable;
    }
}
