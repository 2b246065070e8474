package io.gatehouse.kernel.redis;

import io.gatehouse.kernel.ThrottledException;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one step of each flow run at a time on this node. The account's lock in the database allows one at a time too,
 * but those that wait for it hold a database connection each: parallel guesses at one flow would take all of them.
 */
@Singleton
class FlowTurns {
    private static final int MAX_STEPS = 16;
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final TransactionSynchronizationRegistry transaction;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** The steps of one flow: one runs, the others wait. */
    private static final class Line {
        private final Semaphore turn = new Semaphore(1, true);
        private int steps;
    }

    FlowTurns(TransactionSynchronizationRegistry transaction) {
        this.transaction = transaction;
    }

    /**
     * Waits for the earlier steps of the flow; the later ones then wait until the current transaction ends.
     *
     * @throws ThrottledException if too many steps wait, or this one would wait too long
     */
    void take(String flow) {
        if (transaction.getResource(flow) != null) {
            return;
        }
        Line line = join(flow);
        boolean taken = false;
        try {
            taken = line.turn.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!taken || transaction.getTransactionStatus() != Status.STATUS_ACTIVE) {
            leave(flow, line, taken);
            throw new ThrottledException(RETRY_AFTER);
        }
        transaction.putResource(flow, line);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // The turn ends with the transaction.
            }

            @Override
            public void afterCompletion(int status) {
                leave(flow, line, true);
            }
        });
    }

    private Line join(String flow) {
        return lines.compute(flow, (key, found) -> {
            Line line = found == null ? new Line() : found;
            if (line.steps >= MAX_STEPS) {
                throw new ThrottledException(RETRY_AFTER);
            }
            line.steps++;
            return line;
        });
    }

    private void leave(String flow, Line left, boolean taken) {
        if (taken) {
            left.turn.release();
        }
        lines.compute(flow, (key, line) -> --left.steps == 0 ? null : left);
    }
}
