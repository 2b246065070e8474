package io.gatehouse.kernel.store;

import io.gatehouse.kernel.UnavailableException;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Logs one line when an outage of a store begins, with the store's reason, and one when it is over. From the first
 * failed request on it checks the store every two seconds, so that an instance without requests recovers too.
 */
@Singleton
public class StoreMonitor {
    private static final Logger LOG = Logger.getLogger(StoreMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Map<String, Store> stores;
    private final ScheduledExecutorService timer;
    /** When the outage of each store began, by {@link System#nanoTime}. */
    private final Map<String, Long> outages = new ConcurrentHashMap<>();

    StoreMonitor(@All List<Store> stores, ScheduledExecutorService timer) {
        this.stores = stores.stream().collect(Collectors.toMap(Store::name, Function.identity()));
        this.timer = timer;
    }

    /**
     * Asks each store, so that an outage at the start, or a wrong password, is logged before any request meets it. A command
     * serves no requests; it would end an answer in progress, which is no outage.
     */
    void start(
            @Observes StartupEvent starting,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean serving) {
        if (serving) {
            stores.values().forEach(store -> timer.execute(() -> ping(store)));
        }
    }

    private void ping(Store store) {
        try {
            store.ping();
        } catch (UnavailableException e) {
            report(e);
        }
    }

    /** Takes note of an outage that a request or scheduled work met, and returns whether it is one of a store. */
    public boolean report(UnavailableException outage) {
        Store store = stores.get(outage.part());
        if (store == null) {
            return false;
        }
        store.dropConnections(outage);
        if (outages.putIfAbsent(store.name(), System.nanoTime()) == null) {
            LOG.warnf("store.unavailable: %s (%s)", store.name(), outage.reason());
            checkLater(store);
        }
        return true;
    }

    private void checkLater(Store store) {
        try {
            timer.schedule(() -> check(store), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The application stops");
        }
    }

    private void check(Store store) {
        try {
            store.check();
            long lasted = System.nanoTime() - outages.remove(store.name());
            LOG.infof("store.available: %s, after %d s", store.name(), TimeUnit.NANOSECONDS.toSeconds(lasted));
        } catch (UnavailableException e) {
            store.dropConnections(e);
            checkLater(store);
        }
    }
}
