package io.gatehouse.kernel.store;

import io.gatehouse.kernel.UnavailableException;
import io.quarkus.arc.All;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports whether each store can be written and read; not as readiness, since all nodes share the disks. */
@Wellness
@Singleton
class StoreHealth implements HealthCheck {
    private final List<Store> stores;
    private final StoreMonitor monitor;

    StoreHealth(@All List<Store> stores, StoreMonitor monitor) {
        this.stores = stores;
        this.monitor = monitor;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Stores can be written and read").up();
        for (Store store : stores) {
            try {
                store.check();
                response.withData(store.name(), "UP");
            } catch (UnavailableException e) {
                monitor.report(e);
                response.down().withData(store.name(), e.reason());
            }
        }
        return response.build();
    }

    /**
     * Reports an instance as ready once each store has answered it, so that no request has to wait for the first
     * connection; later for as long as those do that it needs.
     */
    @Readiness
    @Singleton
    static class Ready implements HealthCheck {
        private final List<Store> stores;
        private final StoreMonitor monitor;
        private volatile boolean answered;

        Ready(@All List<Store> stores, StoreMonitor monitor) {
            this.stores = stores;
            this.monitor = monitor;
        }

        @Override
        public HealthCheckResponse call() {
            HealthCheckResponseBuilder response =
                    HealthCheckResponse.named("Stores answer").up();
            try {
                for (Store store : stores) {
                    if (!answered || store.isNeededToBeReady()) {
                        store.ping();
                    }
                }
                answered = true;
            } catch (UnavailableException e) {
                monitor.report(e);
                response.down().withData(e.part(), e.reason());
            }
            return response.build();
        }
    }
}
