import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** One kind of request, by several clients for some time; each begins the next when it has the answer. */
final class Load {
    private static final ThreadLocal<Map<String, List<Long>>> TIMES = ThreadLocal.withInitial(LinkedHashMap::new);
    private static final String WHOLE = "whole";

    private final String name;
    private final int parallel;
    private final Duration duration;
    private final Runnable action;
    private final Meters meters;
    private final Map<String, List<Long>> times = new LinkedHashMap<>();
    private final Map<String, List<Long>> failures = new TreeMap<>();
    private double seconds;
    private Meters.Reading used;

    /** A response with an error status. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(int status, String body) {
            super(status + " " + body.replaceAll(".*\"code\":\"([^\"]+)\".*", "$1"));
        }
    }

    Load(String name, int parallel, Duration duration, Runnable action, Meters meters) {
        this.name = name;
        this.parallel = parallel;
        this.duration = duration;
        this.action = action;
        this.meters = meters;
    }

    /** Runs a step of the action, and keeps the time it took. */
    static <T> T step(String name, Callable<T> step) {
        long start = System.nanoTime();
        try {
            T result = step.call();
            TIMES.get().computeIfAbsent(name, key -> new ArrayList<>()).add(System.nanoTime() - start);
            return result;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Future<?> start() {
        var done = new CompletableFuture<Void>();
        new Thread(() -> {
            Meters.Reading before = meters.read();
            long start = System.nanoTime();
            Thread[] clients = new Thread[parallel];
            for (int i = 0; i < parallel; i++) {
                clients[i] = new Thread(() -> repeat(start + duration.toNanos()));
                clients[i].start();
            }
            for (Thread client : clients) {
                try {
                    client.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            seconds = (System.nanoTime() - start) / 1e9;
            used = meters.read().minus(before);
            done.complete(null);
        }).start();
        return done;
    }

    private void repeat(long end) {
        Map<String, List<Long>> failed = new TreeMap<>();
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            try {
                step(WHOLE, () -> {
                    action.run();
                    return null;
                });
            } catch (RuntimeException e) {
                failed.computeIfAbsent(String.valueOf(e.getMessage()), key -> new ArrayList<>())
                        .add(System.nanoTime() - start);
            }
        }
        synchronized (times) {
            TIMES.get().forEach((step, taken) -> times.computeIfAbsent(step, key -> new ArrayList<>()).addAll(taken));
            failed.forEach((why, taken) -> failures.computeIfAbsent(why, key -> new ArrayList<>()).addAll(taken));
        }
    }

    private int completed() {
        return times.getOrDefault(WHOLE, List.of()).size();
    }

    double perSecond() {
        return completed() / seconds;
    }

    /** Returns the share of the server's CPU that compiled. */
    double compiling() {
        return used.compilerCpu() / used.serverCpu();
    }

    void report(double hashMillis) {
        double count = Math.max(1, completed());
        print("%n%s: %d at a time, %d completed, %.1f a second%n", name, parallel, completed(), perSecond());
        times.forEach((step, taken) -> print("  %-12s %6d completed  %s%n", step, taken.size(), percentiles(taken)));
        failures.forEach((why, taken) -> print("  failed       %6d            %s  %s%n", taken.size(), percentiles(taken), why));
        print("  CPU ms each: server %.2f (%.2f of it system, %.2f compiling), PostgreSQL %.2f, Redis %.2f; server = %.2f x the hash%n",
                used.serverCpu() / count, used.serverSystemCpu() / count,
                used.compilerCpu() / count, used.postgresCpu() / count, used.redisCpu() / count, used.serverCpu() / count / hashMillis);
        print("  each: %.1f statements in %.1f transactions, %.1f Redis round trips, %.0f KiB allocated, %.0f page faults%n",
                used.statements() / count, used.transactions() / count, used.roundTrips() / count,
                used.allocated() / 1024 / count, used.faults() / count);
    }

    private static String percentiles(List<Long> taken) {
        long[] sorted = taken.stream().mapToLong(Long::longValue).sorted().toArray();
        return Arrays.stream(new int[] {50, 95, 99})
                .mapToObj(percent -> "p%d %.1f ms".formatted(percent, sorted[(sorted.length - 1) * percent / 100] / 1e6))
                .reduce((one, other) -> one + "  " + other)
                .orElse("");
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
