package io.gatehouse.openid.logout;

import io.gatehouse.delivery.WorkerPool;
import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.store.StoreMonitor;
import io.gatehouse.openid.logout.WaitingLogoutNotices.LogoutNotice;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/** Sends the logout notices that are due: as soon as one is posted, and every second. */
@ApplicationScoped
class LogoutWorkers {
    private static final Logger LOG = Logger.getLogger(LogoutWorkers.class);

    private static final int WORKERS = 8;
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final WaitingLogoutNotices notices;
    private final LogoutSender sender;
    private final StoreMonitor stores;
    private final WorkerPool pool;
    private volatile boolean open = true;

    LogoutWorkers(
            WaitingLogoutNotices notices, LogoutSender sender, StoreMonitor stores, ScheduledExecutorService timer) {
        this.notices = notices;
        this.sender = sender;
        this.stores = stores;
        // One queued task is enough: it has not started, so it will find all that a further one would.
        this.pool = new WorkerPool(timer, WORKERS, 1);
    }

    /** Starts a worker that sends the notices that are due; does not wait for it. */
    void wake() {
        pool.execute(this::empty);
    }

    /** Retries notices that failed before, and those of nodes that have stopped. */
    @Scheduled(every = "1s", delayed = "1s")
    void sweep() {
        wake();
    }

    private void empty() {
        try {
            Optional<LogoutNotice> notice = next();
            while (notice.isPresent()) {
                attempt(notice.get());
                notice = next();
            }
        } catch (RuntimeException e) {
            if (Outage.find(e).filter(stores::report).isEmpty()) {
                LOG.errorf("logout.fault: %s", e.getClass().getName());
            }
        }
    }

    private Optional<LogoutNotice> next() {
        return open ? notices.take() : Optional.empty();
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

    /** Waits for notices in progress; the others are sent after the next start, or by another node. */
    void drain(@Observes ShutdownEvent stopping) throws InterruptedException {
        open = false;
        pool.close(DRAIN);
    }
}
