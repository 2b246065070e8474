package io.gatehouse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.GatehouseTest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workers of deliveries and mails on the platform's threads. */
@GatehouseTest
class WorkerPoolIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final SpanContext SPAN = SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());

    @Inject
    ScheduledExecutorService timer;

    @Inject
    Vertx vertx;

    private WorkerPool pool;

    /** The context that a task runs in. */
    private record Surroundings(Object requestId, SpanContext span, int transaction, ContextState request) {
        static Surroundings now() {
            return new Surroundings(
                    MDC.get("requestId"),
                    Span.current().getSpanContext(),
                    QuarkusTransaction.getStatus(),
                    Arc.container().requestContext().getStateIfActive());
        }
    }

    @BeforeEach
    void open() {
        pool = new WorkerPool(timer, 1, 1);
    }

    @AfterEach
    void close() throws InterruptedException {
        pool.close(Duration.ZERO);
    }

    @Test
    void see_nothing_of_the_request_that_submits_a_task() {
        assertUntouched(pool::execute);
    }

    @Test
    void see_nothing_of_it_at_a_second_attempt() {
        assertUntouched(task -> pool.execute(() -> pool.executeAfter(Duration.ofMillis(1), task)));
    }

    @Test
    void see_nothing_of_the_request_of_an_earlier_task() {
        assertUntouched(task -> {
            var waiting = new CountDownLatch(1);
            pool.execute(() -> await(waiting));
            pool.execute(task);
            waiting.countDown();
        });
    }

    @Test
    void run_and_queue_the_configured_number_of_tasks() throws InterruptedException {
        var running = new CountDownLatch(1);
        var waiting = new CountDownLatch(1);
        var run = new AtomicInteger();
        pool.execute(() -> {
            running.countDown();
            await(waiting);
            run.incrementAndGet();
        });
        running.await();
        for (int i = 0; i < 5; i++) {
            pool.execute(run::incrementAndGet);
        }
        assertThat(run).hasValue(0);
        waiting.countDown();
        pool.close(PATIENCE);
        assertThat(run).hasValue(2);
        pool.execute(run::incrementAndGet);
        assertThat(run).hasValue(2);
    }

    private void assertUntouched(Consumer<Runnable> submit) {
        var outside = new CompletableFuture<Surroundings>();
        var inside = new CompletableFuture<Surroundings>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()).executeBlocking(() -> {
            MDC.put("requestId", "request-1");
            Arc.container().requestContext().activate();
            QuarkusTransaction.begin();
            Span.wrap(SPAN).makeCurrent();
            outside.complete(Surroundings.now());
            submit.accept(() -> inside.complete(Surroundings.now()));
            // The request has not ended while the task runs.
            inside.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            QuarkusTransaction.rollback();
            Arc.container().requestContext().terminate();
            return null;
        });

        assertThat(outside).succeedsWithin(PATIENCE).satisfies(request -> {
            assertThat(request.requestId()).isEqualTo("request-1");
            assertThat(request.span()).isEqualTo(SPAN);
            assertThat(request.transaction()).isEqualTo(Status.STATUS_ACTIVE);
        });
        assertThat(inside).succeedsWithin(PATIENCE).satisfies(task -> {
            assertThat(task.requestId()).isNull();
            assertThat(task.span().isValid()).isFalse();
            assertThat(task.transaction()).isEqualTo(Status.STATUS_NO_TRANSACTION);
            assertThat(task.request()).isNotSameAs(outside.join().request());
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
