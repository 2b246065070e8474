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
 * Tells of scheduled work that failed, where Quarkus would tell of each try: of what an outage keeps from being done when that
 * begins and when it is over, of our own faults always.
 */
@Singleton
class ScheduledFailures {
    private static final Logger LOG = Logger.getLogger(ScheduledFailures.class);

    private final Set<String> interrupted = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** What work meets from here on is the stop itself. */
    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
    }

    void failed(@Observes FailedExecution execution) {
        if (stopping) {
            return;
        }
        String work = name(execution.getExecution());
        Throwable failure = execution.getException();
        Outage.behind(failure)
                .ifPresentOrElse(
                        outage -> interrupt(work, outage.getMessage(), failure),
                        () -> LOG.errorf(failure, "schedule.failed: %s", work));
    }

    private void interrupt(String work, String part, Throwable failure) {
        LOG.debugf(failure, "schedule.unavailable: %s", work);
        if (interrupted.add(work)) {
            LOG.warnf("schedule.unavailable: %s (%s); tried again until it succeeds", work, part);
        }
    }

    void succeeded(@Observes SuccessfulExecution execution) {
        String work = name(execution.getExecution());
        if (interrupted.remove(work)) {
            LOG.infof("schedule.resumed: %s", work);
        }
    }

    private static String name(ScheduledExecution execution) {
        return execution.getTrigger().getMethodDescription();
    }
}
