package io.gatehouse.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.jboss.logging.MDC;

/** Assigns each request a unique id for the response, the log and the audit. */
class RequestIds {
    /** Before all other filters. */
    private static final int PRIORITY = 1000;

    private static final String KEY = "requestId";

    void register(@Observes Filters filters) {
        filters.register(
                routing -> {
                    String id = UUID.randomUUID().toString();
                    routing.put(KEY, id);
                    MDC.put(KEY, id);
                    routing.response().putHeader("X-Request-Id", id);
                    routing.next();
                },
                PRIORITY);
    }

    static String of(RoutingContext routing) {
        return routing.get(KEY, "none");
    }
}
