package io.gatehouse.platform.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says what is wrong to whoever announces too large a body; the server would only close the connection. */
class BodyLimit {
    /** After the security headers, before anything reads. */
    private static final int PRIORITY = 850;

    void register(
            @Observes Filters filters, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        filters.register(routing -> check(routing, limit.asLongValue()), PRIORITY);
    }

    private static void check(RoutingContext routing, long limit) {
        String announced = routing.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced == null || Long.parseLong(announced) <= limit) {
            routing.next();
            return;
        }
        ProblemCode code = ProblemCode.PAYLOAD_TOO_LARGE;
        routing.response()
                .setStatusCode(code.status())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject()
                        .put("type", "urn:gatehouse:problem:" + code.wireName())
                        .put("title", code.title())
                        .put("status", code.status())
                        .put("detail", "Send less than " + limit / 1024 + " KiB.")
                        .put("code", code.wireName())
                        .put("instance", RequestIds.of(routing))
                        .encode());
    }
}
