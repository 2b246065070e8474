package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.WorkerPool;
import io.gatehouse.delivery.message.OutboxConfig;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.store.StoreMonitor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/** Sends the mails that are due: as soon as one is posted, and every few seconds. */
@ApplicationScoped
public class OutboxWorkers {
    private static final Logger LOG = Logger.getLogger(OutboxWorkers.class);

    private final WaitingMails mails;
    private final DurableMailSender sender;
    private final OutboxConfig config;
    private final StoreMonitor stores;
    private final WorkerPool pool;
    private volatile boolean open = true;

    OutboxWorkers(
            WaitingMails mails,
            DurableMailSender sender,
            OutboxConfig config,
            StoreMonitor stores,
            ScheduledExecutorService timer) {
        this.mails = mails;
        this.sender = sender;
        this.config = config;
        this.stores = stores;
        // One queued task is enough: it has not started, so it will find all that a further one would.
        this.pool = new WorkerPool(timer, config.workers(), 1);
    }

    /** Starts a worker that sends the mails that are due; does not wait for it. */
    public void wake() {
        pool.execute(this::empty);
    }

    /** Retries mails that failed before, and those of nodes that have stopped. */
    @Scheduled(every = "5s", delayed = "5s")
    void sweep() {
        wake();
    }

    private void empty() {
        try {
            Optional<WaitingMail> mail = next();
            while (mail.isPresent()) {
                attempt(mail.get());
                mail = next();
            }
        } catch (RuntimeException e) {
            if (Outage.find(e).filter(stores::report).isEmpty()) {
                LOG.errorf("outbox.fault: %s", e.getClass().getName());
            }
        }
    }

    private Optional<WaitingMail> next() {
        return open ? mails.take() : Optional.empty();
    }

    private void attempt(WaitingMail mail) {
        if (send(mail) instanceof Refused refusal) {
            LOG.infof("outbox.refused: %s, attempt %d (%s)", mail.id(), mail.attempt(), refusal.error());
            mails.refused(mail, refusal);
        } else {
            mails.sent(mail);
        }
    }

    private SendResult send(WaitingMail mail) {
        try {
            return sender.send(mail);
        } catch (RuntimeException e) {
            // The exception's text may quote the mail.
            LOG.errorf("outbox.fault: %s (%s)", mail.id(), e.getClass().getName());
            return SendFailure.TROUBLE.because("fault");
        }
    }

    /** Waits for mails in progress; the others are sent after the next start, or by another node. */
    void drain(@Observes ShutdownEvent stopping) throws InterruptedException {
        open = false;
        pool.close(config.drain());
    }
}
