package io.gatehouse.password;

import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.kernel.metrics.Latency;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs at most one hash per core; at most eight per core wait, for at most one second, and further ones are rejected.
 */
@Startup
@Singleton
class HashingQueue {
    private static final int QUEUED_PER_CORE = 8;
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Semaphore capacity;
    private final Semaphore cores;
    private final Timer waitTimer;
    private final Timer duration;

    @Inject
    HashingQueue(MeterRegistry meters) {
        this(Runtime.getRuntime().availableProcessors(), meters);
    }

    HashingQueue(int parallel, MeterRegistry meters) {
        this.cores = new Semaphore(parallel, true);
        this.capacity = new Semaphore(capacity(parallel));
        this.waitTimer = Latency.timer("gatehouse.hashing.wait", "Time that a password has waited for a core")
                .register(meters);
        this.duration = Latency.timer("gatehouse.hashing.duration", "Time for hashing a password, without the wait")
                .register(meters);
        Gauge.builder("gatehouse.hashing.waiting", cores, Semaphore::getQueueLength)
                .description("Passwords that wait for a core")
                .register(meters);
        Gauge.builder("gatehouse.hashing.free", cores, Semaphore::availablePermits)
                .description("Cores that are free for hashing a password")
                .register(meters);
    }

    /** Returns the number of hashes that can run or wait with that number of cores. */
    static int capacity(int cores) {
        return cores * (1 + QUEUED_PER_CORE);
    }

    /**
     * Rejects a hash before anything is read for it, where {@link #run} would reject it afterwards.
     *
     * @throws UnavailableException if the queue is full
     */
    void requireRoom() {
        if (capacity.availablePermits() == 0) {
            throw full();
        }
    }

    private static UnavailableException full() {
        return new UnavailableException("hashing", RETRY_AFTER, null);
    }

    /**
     * Waits for a free core, runs the hashing and returns its result.
     *
     * @throws UnavailableException if the queue is full or no core becomes free in time
     */
    @WithSpan("hash password")
    <T> T run(Supplier<T> hashing) {
        if (!capacity.tryAcquire()) {
            throw full();
        }
        try {
            long start = System.nanoTime();
            boolean acquired = cores.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            waitTimer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            if (!acquired) {
                throw full();
            }
            try {
                return duration.record(hashing);
            } finally {
                cores.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("hashing", RETRY_AFTER, e);
        } finally {
            capacity.release();
        }
    }
}
