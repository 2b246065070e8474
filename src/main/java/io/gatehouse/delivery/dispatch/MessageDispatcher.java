package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.delivery.message.OutgoingMessage;
import io.gatehouse.kernel.DeliveryUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

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
            transactions.registerInterposedSynchronization(new Outcome(id, message));
        } catch (RuntimeException e) {
            workers.release();
            throw e;
        }
        deliveries.queued(id, message);
    }

    /** Uses or releases the reserved slot at the end of the transaction. */
    private final class Outcome implements Synchronization {
        private final DeliveryId id;
        private final OutgoingMessage message;

        private Outcome(DeliveryId id, OutgoingMessage message) {
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
}
