package io.gatehouse.openid.logout;

import io.gatehouse.delivery.QueueWorkers;
import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.store.StoreMonitor;
import io.gatehouse.openid.logout.WaitingLogoutNotices.LogoutNotice;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/** Sends the logout notices that are due. */
@ApplicationScoped
class LogoutWorkers {
    private static final Logger LOG = Logger.getLogger(LogoutWorkers.class);

    private static final int WORKERS = 8;
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final WaitingLogoutNotices notices;
    private final LogoutSender sender;
    private final QueueWorkers<LogoutNotice> workers;

    LogoutWorkers(
            WaitingLogoutNotices notices, LogoutSender sender, StoreMonitor stores, ScheduledExecutorService timer) {
        this.notices = notices;
        this.sender = sender;
        this.workers = new QueueWorkers<>("logout", WORKERS, notices::take, this::attempt, stores, timer);
    }

    /** Sends due notices in the background; every second those that failed before, and those of nodes that have stopped. */
    @Scheduled(every = "1s", delayed = "1s")
    void wake() {
        workers.wake();
    }

    private void attempt(LogoutNotice notice) {
        if (isSent(notice)) {
            notices.delivered(notice);
        } else {
            notices.failed(notice);
        }
    }

    private boolean isSent(LogoutNotice notice) {
        try {
            return sender.send(notice);
        } catch (RuntimeException e) {
            if (Outage.find(e).isPresent()) {
                throw e;
            }
            // Postponed as if the client had refused it, so that it does not return before the others.
            LOG.errorf("logout.fault: %s (%s)", notice.id(), e.getClass().getName());
            return false;
        }
    }

    void drain(@Observes ShutdownEvent stopping) throws InterruptedException {
        workers.close(DRAIN);
    }
}
