package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.WorkerPool;
import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.delivery.message.OutgoingMessage;
import io.gatehouse.delivery.provider.DeliveryMetrics;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.provider.SendResult.Accepted;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.kernel.Requester;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Sends dispatched messages; a bounded number of them waits here in memory. */
@ApplicationScoped
class DeliveryWorkers {
    private static final Logger LOG = Logger.getLogger(DeliveryWorkers.class);

    private static final Refused SHUTDOWN = SendFailure.TROUBLE.because("shutdown");
    private static final Refused LOST = SendFailure.TROUBLE.because("lost");

    private final CodeSender sender;
    private final Deliveries deliveries;
    private final DeliveryConfig config;
    private final Semaphore places;
    private final WorkerPool pool;
    private final Map<DeliveryId, OutgoingMessage> underWay = new ConcurrentHashMap<>();
    private volatile boolean open = true;

    DeliveryWorkers(
            CodeSender sender,
            Deliveries deliveries,
            DeliveryConfig config,
            DeliveryMetrics metrics,
            ScheduledExecutorService timer) {
        this.sender = sender;
        this.deliveries = deliveries;
        this.config = config;
        this.places = new Semaphore(config.queueSize());
        this.pool = new WorkerPool(timer, config.workers(), config.queueSize());
        metrics.queue(underWay::size);
    }

    /** Reserves a place in the queue, and returns whether there was one. */
    boolean reserve() {
        return open && places.tryAcquire();
    }

    /** Gives a reserved place back. */
    void giveBack() {
        places.release();
    }

    /** Sends the message, on the place reserved for it. */
    void take(DeliveryId id, OutgoingMessage message) {
        underWay.put(id, message);
        pool.execute(() -> attempt(id, message, true));
    }

    private void attempt(DeliveryId id, OutgoingMessage message, boolean mayRetry) {
        SendResult result = send(id, message);
        if (mayRetry && result instanceof Refused refused && refused.worthRetrying() && open) {
            pool.executeAfter(config.retryAfter(), () -> attempt(id, message, false));
            return;
        }
        try {
            record(id, message, result);
        } catch (RuntimeException e) {
            LOG.errorf("delivery.not-recorded: %s (%s)", id, e.getClass().getName());
        } finally {
            underWay.remove(id);
            giveBack();
        }
    }

    private SendResult send(DeliveryId id, OutgoingMessage message) {
        try {
            return sender.send(id, message);
        } catch (RuntimeException e) {
            // The exception's text may quote the message.
            LOG.errorf("delivery.fault: %s (%s)", id, e.getClass().getName());
            return SendFailure.PROVIDER.because("fault");
        }
    }

    private void record(DeliveryId id, OutgoingMessage message, SendResult result) {
        if (result instanceof Accepted accepted) {
            deliveries.sent(id, accepted.providerMessageId());
        } else {
            var refused = (Refused) result;
            LOG.warnf("delivery.failed: %s (%s)", id, refused.error());
            deliveries.failed(id, message.requester(), refused);
        }
    }

    /** Renews the leases of the messages under way, and gives up those whose node was killed and has not renewed them. */
    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void renewLeases() {
        deliveries.renewLeases(underWay.keySet());
        for (DeliveryId id : deliveries.findExpiredLeases()) {
            LOG.warnf("delivery.lost: %s", id);
            deliveries.failed(id, Requester.SCHEDULE, LOST);
        }
    }

    /** Lets messages under way finish; those that do not in time have failed, and count towards no limit. */
    void drain(@Observes ShutdownEvent stopping) throws InterruptedException {
        open = false;
        places.tryAcquire(config.queueSize(), config.drain().toMillis(), TimeUnit.MILLISECONDS);
        underWay.forEach((id, message) -> deliveries.failed(id, message.requester(), SHUTDOWN));
        pool.close(Duration.ZERO);
    }
}
