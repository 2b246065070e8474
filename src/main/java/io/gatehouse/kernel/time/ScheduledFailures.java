package io.gatehouse.kernel.time;

import io.gatehouse.kernel.Outage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Logs failures of scheduled methods. An outage is logged when it begins and when it ends, not at each attempt as
 * Quarkus does; other failures are always logged.
 */
@Singleton
class ScheduledFailures {
    private static final Logger LOG = Logger.getLogger(ScheduledFailures.class);

    private final Set<String> unavailable = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** Disables logging, since failures from here on are caused by the shutdown. */
    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
    }

    void failed(@Observes FailedExecution execution) {
        if (stopping) {
            return;
        }
        String work = name(execution.getExecution());
        Throwable failure = execution.getException();
        Outage.find(failure)
                .ifPresentOrElse(
                        outage -> reportOutage(work, outage.getMessage(), failure),
                        () -> LOG.errorf(failure, "schedule.failed: %s", work));
    }

    private void reportOutage(String work, String part, Throwable failure) {
        LOG.debugf(failure, "schedule.unavailable: %s", work);
        if (unavailable.add(work)) {
            LOG.warnf("schedule.unavailable: %s (%s); retried until it succeeds", work, part);
        }
    }

    void succeeded(@Observes SuccessfulExecution execution) {
        String work = name(execution.getExecution());
        if (unavailable.remove(work)) {
            LOG.infof("schedule.resumed: %s", work);
        }
    }

    private static String name(ScheduledExecution execution) {
        return execution.getTrigger().getMethodDescription();
    }
}
