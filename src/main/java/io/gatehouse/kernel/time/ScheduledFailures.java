package io.gatehouse.kernel.time;

import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.store.StoreMonitor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.FailedExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Logs failures of scheduled methods, except those that {@link StoreMonitor} logs as the outage of a store; the method
 * runs again after its interval.
 */
@Singleton
class ScheduledFailures {
    private static final Logger LOG = Logger.getLogger(ScheduledFailures.class);

    private final StoreMonitor stores;
    private volatile boolean stopping;

    ScheduledFailures(StoreMonitor stores) {
        this.stores = stores;
    }

    /** Disables logging, since failures from here on are caused by the shutdown. */
    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
    }

    void failed(@Observes FailedExecution execution) {
        if (stopping) {
            return;
        }
        Throwable failure = execution.getException();
        if (Outage.find(failure).filter(stores::report).isEmpty()) {
            LOG.errorf(
                    failure,
                    "schedule.failed: %s",
                    execution.getExecution().getTrigger().getMethodDescription());
        }
    }
}
