package io.gatehouse.password;

import io.gatehouse.platform.UnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** At most one hash a core at a time, eight a core waiting, none longer than a second; who does not fit is turned away. */
@Singleton
class HashingQueue {
    private static final int QUEUED_PER_CORE = 8;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Semaphore admitted;
    private final Semaphore cores;
    private final Timer waits;

    @Inject
    HashingQueue(MeterRegistry meters) {
        this(Runtime.getRuntime().availableProcessors(), meters);
    }

    HashingQueue(int parallel, MeterRegistry meters) {
        this.cores = new Semaphore(parallel, true);
        this.admitted = new Semaphore(places(parallel));
        this.waits = meters.timer("gatehouse.hashing.wait");
        meters.gauge("gatehouse.hashing.waiting", cores, Semaphore::getQueueLength);
        meters.gauge("gatehouse.hashing.free", cores, Semaphore::availablePermits);
    }

    /** How many hashes run and wait on that many cores. */
    static int places(int cores) {
        return cores * (1 + QUEUED_PER_CORE);
    }

    <T> T run(Supplier<T> hashing) {
        if (!admitted.tryAcquire()) {
            throw new UnavailableException("hashing", RETRY_AFTER, null);
        }
        try {
            long asked = System.nanoTime();
            boolean turned = cores.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            waits.record(System.nanoTime() - asked, TimeUnit.NANOSECONDS);
            if (!turned) {
                throw new UnavailableException("hashing", RETRY_AFTER, null);
            }
            try {
                return hashing.get();
            } finally {
                cores.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("hashing", RETRY_AFTER, e);
        } finally {
            admitted.release();
        }
    }
}
