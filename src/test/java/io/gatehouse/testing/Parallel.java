package io.gatehouse.testing;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does things at the same time. */
public final class Parallel {
    private static final int THREADS = 64;

    private Parallel() {}

    /** The same that many times. */
    public static <T> List<T> times(int count, Supplier<T> action) {
        return each(Collections.nCopies(count, ""), ignored -> action.get());
    }

    /** One for each. */
    public static <S, T> List<T> each(List<S> inputs, Function<S, T> action) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<T>> calls = inputs.stream()
                    .<Callable<T>>map(input -> () -> action.apply(input))
                    .toList();
            return threads.invokeAll(calls).stream().map(Parallel::result).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
