package io.gatehouse.delivery;

import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.store.StoreMonitor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Handles the messages that are due in a queue of the database, a limited number at a time. */
public final class QueueWorkers<T> {
    private static final Logger LOG = Logger.getLogger(QueueWorkers.class);

    private final String name;
    private final Supplier<Optional<T>> take;
    private final Consumer<T> attempt;
    private final StoreMonitor stores;
    private final WorkerPool pool;
    private volatile boolean open = true;

    /**
     * Creates workers for a queue.
     *
     * @param name of the queue in the log
     * @param size messages that are handled at the same time
     * @param take takes a message that is due from the queue, or returns empty if there is none
     * @param attempt sends the message and records the result
     */
    public QueueWorkers(
            String name,
            int size,
            Supplier<Optional<T>> take,
            Consumer<T> attempt,
            StoreMonitor stores,
            ScheduledExecutorService timer) {
        this.name = name;
        this.take = take;
        this.attempt = attempt;
        this.stores = stores;
        // One queued task is enough: it has not started, so it will find all that a further one would.
        this.pool = new WorkerPool(timer, size, 1);
    }

    /** Starts a worker that handles what is due; does not wait for it. */
    public void wake() {
        pool.execute(this::empty);
    }

    private void empty() {
        try {
            Optional<T> message = next();
            while (message.isPresent()) {
                attempt.accept(message.get());
                message = next();
            }
        } catch (RuntimeException e) {
            if (Outage.find(e).filter(stores::report).isEmpty()) {
                // The exception's text may quote the message.
                LOG.errorf("%s.fault: %s", name, e.getClass().getName());
            }
        }
    }

    private Optional<T> next() {
        return open ? take.get() : Optional.empty();
    }

    /** Takes no more messages, and waits that long for those in progress; the others are handled after the next start, or by another node. */
    public void close(Duration timeout) throws InterruptedException {
        open = false;
        pool.close(timeout);
    }
}
