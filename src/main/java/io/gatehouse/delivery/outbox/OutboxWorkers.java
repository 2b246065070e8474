package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.QueueWorkers;
import io.gatehouse.delivery.message.OutboxConfig;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.kernel.store.StoreMonitor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/** Sends the mails that are due. */
@ApplicationScoped
public class OutboxWorkers {
    private static final Logger LOG = Logger.getLogger(OutboxWorkers.class);

    private final WaitingMails mails;
    private final DurableMailSender sender;
    private final OutboxConfig config;
    private final QueueWorkers<WaitingMail> workers;

    OutboxWorkers(
            WaitingMails mails,
            DurableMailSender sender,
            OutboxConfig config,
            StoreMonitor stores,
            ScheduledExecutorService timer) {
        this.mails = mails;
        this.sender = sender;
        this.config = config;
        this.workers = new QueueWorkers<>("outbox", config.workers(), mails::take, this::attempt, stores, timer);
    }

    /** Sends due mails in the background; every few seconds those that failed before, and those of nodes that have stopped. */
    @Scheduled(every = "5s", delayed = "5s")
    public void wake() {
        workers.wake();
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

    void drain(@Observes ShutdownEvent stopping) throws InterruptedException {
        workers.close(config.drain());
    }
}
