package io.gatehouse.http;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Completes requests for OpenMetrics that leave out version or charset. Quarkus' route answers 406 to all that do not name
 * exactly what it produces.
 */
@ApplicationScoped
class OpenMetricsRequests {
    private static final String PRODUCED = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** That type with some of its parameters, but no other version. */
    private static final Pattern INCOMPLETE = Pattern.compile(
            "(?i)application/openmetrics-text(?:\\s*;\\s*(?:version=1\\.0\\.0|charset=\"?utf-8\"?)(?![^\\s;,]))*+"
                    + "(?!\\s*;\\s*(?:version|charset)=)");

    void register(@Observes ManagementInterface management) {
        register(management.router());
    }

    /** Without a management port, the metrics are here. */
    void register(@Observes Router router) {
        router.get("/q/metrics").order(-1).handler(OpenMetricsRequests::complete);
    }

    private static void complete(RoutingContext routing) {
        MultiMap headers = routing.request().headers();
        String accept = headers.get(HttpHeaders.ACCEPT);
        if (accept != null) {
            headers.set(HttpHeaders.ACCEPT, INCOMPLETE.matcher(accept).replaceAll(PRODUCED));
        }
        routing.next();
    }
}
