package io.gatehouse.delivery;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;

/** Runs a limited number of tasks at a time on the platform's threads, without the context of the submitting code. */
public final class WorkerPool {
    private final ManagedExecutor workers;
    private final ScheduledExecutorService timer;

    /**
     * Creates a pool.
     *
     * @param size tasks that run at the same time
     * @param queue tasks that may wait for a worker; further ones are dropped
     */
    public WorkerPool(ScheduledExecutorService timer, int size, int queue) {
        this.timer = timer;
        this.workers = ManagedExecutor.builder()
                .maxAsync(size)
                .maxQueued(queue)
                .propagated()
                .cleared(ThreadContext.ALL_REMAINING)
                .build();
    }

    /** Runs the task as soon as a worker is free, unless the pool is closed. */
    public void execute(Runnable task) {
        // The platform's threads inherit the Vert.x context of the submitting one, with its trace and log context.
        Context empty = VertxContext.createNewDuplicatedContext();
        if (empty == null) {
            submit(task);
        } else {
            empty.runOnContext(ignored -> submit(task));
        }
    }

    /** Runs the task as soon as a worker is free after that delay. */
    public void executeAfter(Duration delay, Runnable task) {
        timer.schedule(() -> execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void submit(Runnable task) {
        // After the application has stopped, the executor fails instead of rejecting the task.
        if (workers.isShutdown()) {
            return;
        }
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            // Enough tasks are queued already.
        }
    }

    /** Accepts no more tasks, and interrupts those that have not ended within that time. */
    public void close(Duration timeout) throws InterruptedException {
        workers.shutdown();
        if (!workers.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            workers.shutdownNow();
        }
    }
}
