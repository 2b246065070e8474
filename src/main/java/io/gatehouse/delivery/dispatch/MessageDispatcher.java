package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.WorkerPool;
import io.gatehouse.delivery.message.OutgoingMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.provider.DeliveryMetrics;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.provider.SendResult.Accepted;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.kernel.DeliveryUnavailableException;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.metrics.MessageQueue;
import io.gatehouse.realm.Channel;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Accepts messages and sends them in the background, so that no request waits for a provider. */
@ApplicationScoped
public class MessageDispatcher {
    private final DeliveryWorkers workers;
    private final Deliveries deliveries;
    private final TransactionSynchronizationRegistry transactions;

    MessageDispatcher(DeliveryWorkers workers, Deliveries deliveries, TransactionSynchronizationRegistry transactions) {
        this.workers = workers;
        this.deliveries = deliveries;
        this.transactions = transactions;
    }

    /**
     * Throws early where {@link #dispatch} would.
     *
     * @throws DeliveryUnavailableException if the queue is full, or Gatehouse is stopping
     */
    public void requireCapacity() {
        if (!workers.reserve()) {
            throw new DeliveryUnavailableException();
        }
        workers.release();
    }

    /**
     * Records the message in the caller's transaction, and sends it once that has committed.
     *
     * @throws DeliveryUnavailableException if the queue is full, or Gatehouse is stopping
     */
    @Transactional(TxType.MANDATORY)
    public void dispatch(DeliveryId id, OutgoingMessage message) {
        if (!workers.reserve()) {
            throw new DeliveryUnavailableException();
        }
        try {
            transactions.registerInterposedSynchronization(new AfterCommit(id, message));
        } catch (RuntimeException e) {
            workers.release();
            throw e;
        }
        deliveries.queued(id, message);
    }

    /** Uses or releases the reserved slot at the end of the transaction. */
    private final class AfterCommit implements Synchronization {
        private final DeliveryId id;
        private final OutgoingMessage message;

        private AfterCommit(DeliveryId id, OutgoingMessage message) {
            this.id = id;
            this.message = message;
        }

        @Override
        public void beforeCompletion() {
            // The transaction may still roll back.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                workers.submit(id, message);
            } else {
                workers.release();
            }
        }
    }

    /** Returns the messages that all instances are sending or have queued, for the metrics. */
    @Produces
    @Singleton
    static MessageQueue queue(DeliveryEntity.Repository rows) {
        return new MessageQueue(
                "codes",
                Stream.of(Channel.values()).map(MessageDispatcher::label).toList(),
                () -> rows.depths().entrySet().stream()
                        .collect(Collectors.toMap(depth -> label(depth.getKey()), Map.Entry::getValue)));
    }

    private static String label(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    /** Sends dispatched messages from a bounded queue in memory. */
    @ApplicationScoped
    static class DeliveryWorkers {
        private static final Logger LOG = Logger.getLogger(DeliveryWorkers.class);

        private static final Refused SHUTDOWN = SendFailure.TROUBLE.because("shutdown");
        private static final Refused LOST = SendFailure.TROUBLE.because("lost");

        private final CodeSender sender;
        private final Deliveries deliveries;
        private final DeliveryConfig config;
        private final Semaphore slots;
        private final WorkerPool pool;
        private final Map<DeliveryId, OutgoingMessage> inProgress = new ConcurrentHashMap<>();
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
            this.slots = new Semaphore(config.queueSize());
            this.pool = new WorkerPool(timer, config.workers(), config.queueSize());
            metrics.queue(inProgress::size);
        }

        /** Reserves a slot in the queue, or returns false if all are taken. */
        boolean reserve() {
            return open && slots.tryAcquire();
        }

        /** Releases a reserved slot. */
        void release() {
            slots.release();
        }

        /** Sends the message in the slot reserved for it. */
        void submit(DeliveryId id, OutgoingMessage message) {
            inProgress.put(id, message);
            // Traced with the request that the message is for.
            pool.execute(Context.current().wrap(() -> attempt(id, message, true)));
        }

        private void attempt(DeliveryId id, OutgoingMessage message, boolean mayRetry) {
            SendResult result = send(id, message);
            if (mayRetry && result instanceof Refused refused && refused.worthRetrying() && open) {
                pool.executeAfter(config.retryAfter(), Context.current().wrap(() -> attempt(id, message, false)));
                return;
            }
            try {
                record(id, message, result);
            } catch (RuntimeException e) {
                LOG.errorf("delivery.not-recorded: %s (%s)", id, e.getClass().getName());
            } finally {
                inProgress.remove(id);
                release();
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

        /** Renews the leases of this node's messages, and fails those whose node was killed and no longer renews them. */
        @Scheduled(every = "10s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
        void renewLeases() {
            deliveries.renewLeases(inProgress.keySet());
            for (DeliveryId id : deliveries.findExpiredLeases()) {
                LOG.warnf("delivery.lost: %s", id);
                deliveries.failed(id, Requester.SCHEDULE, LOST);
            }
        }

        /** Waits for messages in progress; those that do not finish in time have failed, and count towards no limit. */
        void drain(@Observes ShutdownEvent stopping) throws InterruptedException {
            open = false;
            slots.tryAcquire(config.queueSize(), config.drain().toMillis(), TimeUnit.MILLISECONDS);
            try {
                inProgress.forEach((id, message) -> deliveries.failed(id, message.requester(), SHUTDOWN));
            } catch (RuntimeException e) {
                // Each further one would wait for the database as long. They fail when their leases expire.
                LOG.errorf(
                        "delivery.not-recorded: %d at the shutdown (%s)",
                        inProgress.size(), e.getClass().getName());
            }
            pool.close(Duration.ZERO);
        }
    }
}
