package io.gatehouse.kernel.database;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;

/**
 * Runs code after a transaction has committed.
 *
 * @param action must not throw
 */
public record AfterCommit(Runnable action) implements Synchronization {
    @Override
    public void beforeCompletion() {
        // Others do not see the changes yet.
    }

    @Override
    public void afterCompletion(int status) {
        if (status == Status.STATUS_COMMITTED) {
            action.run();
        }
    }
}
