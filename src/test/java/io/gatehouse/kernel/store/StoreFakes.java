package io.gatehouse.kernel.store;

import io.gatehouse.kernel.UnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Stores that fail on demand. */
public final class StoreFakes {
    private StoreFakes() {}

    /** Returns a monitor of both stores, which work again at their first check, which is never made. */
    public static StoreMonitor monitor() {
        return new StoreMonitor(List.of(new FakeStore("database"), new FakeStore("redis")), new Timer());
    }

    /** Returns what counts the failures of single rows there. */
    public static RowFaults rowFaults(MeterRegistry meters) {
        return new RowFaults(monitor(), meters);
    }

    /** A store that answers unless it has a reason not to. */
    static final class FakeStore implements Store {
        private final String name;
        String reason = "";
        int dropped;

        FakeStore(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void ping() {
            check();
        }

        @Override
        public boolean isNeededToBeReady() {
            return name.equals("database");
        }

        @Override
        public void check() {
            if (!reason.isEmpty()) {
                throw outage();
            }
        }

        UnavailableException outage() {
            return new UnavailableException(name, Duration.ofSeconds(1), new IllegalStateException(reason));
        }

        @Override
        public void dropConnections(UnavailableException outage) {
            dropped++;
        }
    }

    /** Runs what was scheduled when it is asked to. */
    static final class Timer extends ScheduledThreadPoolExecutor {
        private final Queue<Runnable> scheduled = new ArrayDeque<>();

        Timer() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            scheduled.add(task);
            return null;
        }

        int size() {
            return scheduled.size();
        }

        void runNext() {
            scheduled.remove().run();
        }
    }
}
