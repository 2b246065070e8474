package io.gatehouse.delivery;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.platform.Outage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Empties the outbox of what is due, on threads of its own: as soon as something is posted, and every few seconds. */
@ApplicationScoped
class OutboxWorkers {
    private static final Logger LOG = Logger.getLogger(OutboxWorkers.class);

    private final WaitingMails mails;
    private final DurableMailSender sender;
    private final OutboxConfig config;
    private final ThreadPoolExecutor threads;
    private volatile boolean open = true;

    OutboxWorkers(WaitingMails mails, DurableMailSender sender, OutboxConfig config) {
        this.mails = mails;
        this.sender = sender;
        this.config = config;
        var number = new AtomicInteger();
        // One task is enough to wait: not begun yet, it will see whatever a further one would have.
        this.threads = new ThreadPoolExecutor(
                config.workers(),
                config.workers(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                task -> new Thread(task, "outbox-" + number.incrementAndGet()),
                new DiscardPolicy());
    }

    /** Has somebody look for mails that are due; never waits. */
    void wake() {
        threads.execute(this::empty);
    }

    /** Takes up what failed before, and what nodes left behind that are no more. */
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
            // Of an outage, other scheduled work tells when it begins and when it is over.
            LOG.logf(
                    Outage.behind(e).isPresent() ? Level.DEBUG : Level.ERROR,
                    "outbox.fault: %s",
                    e.getClass().getName());
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
            // Its words may quote the mail.
            LOG.errorf("outbox.fault: %s (%s)", mail.id(), e.getClass().getName());
            return SendFailure.TROUBLE.because("fault");
        }
    }

    /** Lets mails under way finish; the others wait for the next start, or another node. */
    void drain(@Observes ShutdownEvent stopping) throws InterruptedException {
        open = false;
        threads.shutdown();
        if (!threads.awaitTermination(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
