package io.gatehouse.kernel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.kernel.ThrottledException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of the steps of a flow, each in a transaction of its own. */
class FlowTurnsTest {
    private static final int MAX_STEPS = 16;

    private final ThreadLocal<Transaction> current = ThreadLocal.withInitial(Transaction::new);
    private final FlowTurns turns = new FlowTurns(new Registry());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void a_step_waits_for_the_earlier_one_and_not_for_other_flows() {
        turns.take("flow");
        CompletableFuture<Void> later = CompletableFuture.runAsync(() -> turns.take("flow"), threads);
        assertThat(CompletableFuture.runAsync(() -> turns.take("other"), threads))
                .succeedsWithin(Duration.ofSeconds(5));
        assertThat(later).isNotDone();

        current.get().end();
        assertThat(later).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void a_transaction_takes_its_turn_once() {
        turns.take("flow");
        turns.take("flow");
        assertThat(current.get().completions).hasSize(1);
    }

    @Test
    void of_too_many_steps_the_last_is_refused_at_once() {
        turns.take("flow");
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 1; i < MAX_STEPS; i++) {
            waiting.add(CompletableFuture.runAsync(
                    () -> {
                        turns.take("flow");
                        current.get().end();
                    },
                    threads));
        }
        await().untilAsserted(
                        () -> assertThatThrownBy(this::takeElsewhere).hasCauseInstanceOf(ThrottledException.class));

        current.get().end();
        assertThat(CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(5));
        takeElsewhere();
    }

    private void takeElsewhere() {
        CompletableFuture.runAsync(
                        () -> {
                            turns.take("flow");
                            current.get().end();
                        },
                        threads)
                .join();
    }

    private static final class Transaction {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> completions = new ArrayList<>();

        void end() {
            completions.forEach(each -> each.afterCompletion(Status.STATUS_COMMITTED));
            completions.clear();
            resources.clear();
        }
    }

    /** The transaction of each thread. */
    private final class Registry implements TransactionSynchronizationRegistry {
        @Override
        public Object getTransactionKey() {
            return current.get();
        }

        @Override
        public void putResource(Object key, Object value) {
            current.get().resources.put(key, value);
        }

        @Override
        public Object getResource(Object key) {
            return current.get().resources.get(key);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            current.get().completions.add(synchronization);
        }

        @Override
        public int getTransactionStatus() {
            return Status.STATUS_ACTIVE;
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }
}
