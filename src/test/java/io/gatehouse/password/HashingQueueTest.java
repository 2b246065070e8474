package io.gatehouse.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.kernel.UnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingQueueTest {
    private static final int CORES = 2;
    private static final int PLACES = CORES + 8 * CORES;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HashingQueue queue = new HashingQueue(CORES, meters);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void stop() {
        done.countDown();
        threads.shutdownNow();
    }

    @Test
    void hashes_on_no_more_cores_than_there_are() throws Exception {
        List<Future<Integer>> hashes = occupy(PLACES);
        await().until(() -> running.get() == CORES);
        done.countDown();
        for (Future<Integer> hash : hashes) {
            hash.get();
        }
        assertThat(most).hasValue(CORES);
        assertThat(meters.get("gatehouse.hashing.wait").timer().count()).isEqualTo(PLACES);
    }

    @Test
    void rejects_at_once_a_hash_beyond_its_capacity() {
        List<Future<Integer>> hashes = occupy(PLACES + 1);
        await().atMost(Duration.ofMillis(800)).until(() -> hashes.stream().anyMatch(Future::isDone));
        assertThat(hashes.stream().filter(Future::isDone))
                .singleElement()
                .satisfies(refused -> assertThatThrownBy(refused::get)
                        .cause()
                        .isInstanceOfSatisfying(
                                UnavailableException.class,
                                e -> assertThat(e.retryAfter()).isPositive()));
    }

    @Test
    void rejects_before_anything_is_read_for_a_hash_beyond_its_capacity() {
        occupy(PLACES - 1);
        await().until(() -> running.get() == CORES);
        queue.requireRoom();
        occupy(1);
        await().untilAsserted(() -> assertThatThrownBy(queue::requireRoom).isInstanceOf(UnavailableException.class));
    }

    @Test
    void rejects_a_hash_after_a_second_without_a_core() {
        occupy(CORES);
        await().until(() -> running.get() == CORES);
        long before = System.nanoTime();
        assertThatThrownBy(() -> queue.run(() -> 0)).isInstanceOf(UnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
    }

    @Test
    void releases_the_capacity_of_a_hash_that_failed_or_timed_out() {
        for (int i = 0; i < 2 * PLACES; i++) {
            assertThatThrownBy(() -> queue.run(() -> {
                        throw new IllegalStateException("out of memory");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(queue.run(() -> 1)).isEqualTo(1);
    }

    @Test
    void stops_waiting_when_the_thread_is_interrupted() {
        occupy(CORES);
        await().until(() -> running.get() == CORES);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> queue.run(() -> 0)).isInstanceOf(UnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private List<Future<Integer>> occupy(int count) {
        List<Future<Integer>> hashes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hashes.add(threads.submit(() -> queue.run(this::hash)));
        }
        return hashes;
    }

    private int hash() {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return running.decrementAndGet();
    }
}
