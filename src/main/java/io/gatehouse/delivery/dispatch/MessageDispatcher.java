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

/** Takes messages over and sees them delivered, without a request ever waiting for a provider. */
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
     * Refuses early what {@link #dispatch} would refuse.
     *
     * @throws DeliveryUnavailableException if too many messages are under way, or Gatehouse is stopping
     */
    public void requireRoom() {
        if (!workers.reserve()) {
            throw new DeliveryUnavailableException();
        }
        workers.giveBack();
    }

    /**
     * Records the message in the caller's transaction, and sends it once that has committed.
     *
     * @throws DeliveryUnavailableException if too many messages are under way, or Gatehouse is stopping
     */
    @Transactional(TxType.MANDATORY)
    public void dispatch(DeliveryId id, OutgoingMessage message) {
        if (!workers.reserve()) {
            throw new DeliveryUnavailableException();
        }
        try {
            transactions.registerInterposedSynchronization(new Outcome(id, message));
        } catch (RuntimeException e) {
            workers.giveBack();
            throw e;
        }
        deliveries.queued(id, message);
    }

    /** Decides about the place that was reserved. */
    private final class Outcome implements Synchronization {
        private final DeliveryId id;
        private final OutgoingMessage message;

        private Outcome(DeliveryId id, OutgoingMessage message) {
            this.id = id;
            this.message = message;
        }

        @Override
        public void beforeCompletion() {
            // Nothing is certain yet.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                workers.take(id, message);
            } else {
                workers.giveBack();
            }
        }
    }
}
