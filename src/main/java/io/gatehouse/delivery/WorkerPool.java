package io.gatehouse.delivery;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;

/** Runs tasks on the platform's threads, a limited number at a time, and outside every context of the code that submits them. */
public final class WorkerPool {
    private final ManagedExecutor workers;
    private final ScheduledExecutorService timer;

    /**
     * Makes a pool.
     *
     * @param size tasks that run at the same time
     * @param queue tasks that may wait for a worker; any further one is dropped
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
        // The platform's threads take over the Vert.x context of the submitting one, and its trace and log context with
        // it.
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
        // After the end of the application, the executor fails before it could reject the task.
        if (workers.isShutdown()) {
            return;
        }
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            // Enough tasks wait already.
        }
    }

    /** Accepts no more tasks, and interrupts those that have not ended within that time. */
    public void close(Duration patience) throws InterruptedException {
        workers.shutdown();
        if (!workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            workers.shutdownNow();
        }
    }
}
