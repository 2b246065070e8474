package io.gatehouse.platform.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes each body whole, within its limits of size and time, before anything works on it: whoever sends slowly holds a
 * connection and no thread. Says what is wrong to whoever sends too large a one; the server would only close the connection.
 */
class BodyLimit {
    /** After the security headers, before anything reads. */
    private static final int PRIORITY = 850;

    private final Vertx vertx;
    private final long size;
    private final Duration time;

    BodyLimit(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize size,
            @ConfigProperty(name = "quarkus.http.read-timeout") Duration time) {
        this.vertx = vertx;
        this.size = size.asLongValue();
        this.time = time;
    }

    void register(@Observes Filters filters) {
        filters.register(this::receive, PRIORITY);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        HttpServerResponse response = routing.response();
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(time.toMillis(), late -> cut(request, response));
        request.exceptionHandler(broken -> vertx.cancelTimer(timer));
        request.handler(part -> {
            if (!response.ended()) {
                take(part, body, routing);
            }
        });
        request.endHandler(whole -> {
            vertx.cancelTimer(timer);
            if (!response.ended()) {
                ((RoutingContextInternal) routing).setBody(body);
                routing.next();
            }
        });
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > size) {
            refuse(routing);
        }
        request.resume();
    }

    private void take(Buffer part, Buffer body, RoutingContext routing) {
        if (body.length() + part.length() > size) {
            refuse(routing);
        } else {
            body.appendBuffer(part);
        }
    }

    private static void cut(HttpServerRequest request, HttpServerResponse response) {
        if (!response.ended()) {
            response.setStatusCode(408)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end();
        }
        request.connection().close();
    }

    private void refuse(RoutingContext routing) {
        ProblemCode code = ProblemCode.PAYLOAD_TOO_LARGE;
        routing.response()
                .setStatusCode(code.status())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject()
                        .put("type", "urn:gatehouse:problem:" + code.wireName())
                        .put("title", code.title())
                        .put("status", code.status())
                        .put("detail", "Send less than " + size / 1024 + " KiB.")
                        .put("code", code.wireName())
                        .put("instance", RequestIds.of(routing))
                        .encode());
    }
}
