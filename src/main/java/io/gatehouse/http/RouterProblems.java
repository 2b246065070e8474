package io.gatehouse.http;

import io.gatehouse.http.RequestContext.RequestIds;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Responds with problem+json to requests that fail before or after the REST layer, instead of Quarkus' error handler, which
 * logs the query and so the tokens of links.
 */
@ApplicationScoped
class RouterProblems {
    private static final Logger LOG = Logger.getLogger(RouterProblems.class);

    /** Registered before Quarkus' own handler, which has the same order. */
    void register(@Observes Router router) {
        router.route().last().failureHandler(RouterProblems::fail);
        // Vert.x itself fails on a malformed path where a route before all filters has one.
        router.errorHandler(ProblemCode.INVALID_REQUEST.status(), RouterProblems::unreadable);
    }

    /** Ends the request with the problem. */
    static void respond(RoutingContext routing, ProblemCode code, String detail) {
        routing.response()
                .setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject()
                        .put("type", "urn:gatehouse:problem:" + code.wireName())
                        .put("title", code.title())
                        .put("status", code.status())
                        .put("detail", detail)
                        .put("code", code.wireName())
                        .put("instance", RequestIds.of(routing))
                        .encode());
    }

    private static void fail(RoutingContext routing) {
        if (routing.response().headWritten()) {
            // What the client has received so far must not look complete.
            routing.request().connection().close();
            return;
        }
        switch (routing.statusCode()) {
            case 400 -> unreadable(routing);
            case 404 -> respond(routing, ProblemCode.NOT_FOUND, "There is nothing at this address.");
            case 413 -> respond(routing, ProblemCode.PAYLOAD_TOO_LARGE, "Send less than 64 KiB.");
            default -> fault(routing);
        }
    }

    private static void unreadable(RoutingContext routing) {
        respond(routing, ProblemCode.INVALID_REQUEST, "The request could not be read.");
    }

    private static void fault(RoutingContext routing) {
        if (routing.failure() instanceof RejectedExecutionException) {
            LOG.warn("request.unavailable: no worker thread is free");
            respond(routing, ProblemCode.UNAVAILABLE, "Try again later.");
        } else {
            // An IOException means that the client has disconnected.
            LOG.log(
                    routing.failure() instanceof IOException ? Level.DEBUG : Level.ERROR,
                    "request.failed",
                    routing.failure());
            respond(routing, ProblemCode.INTERNAL_ERROR, "Report the instance of this problem to the operators.");
        }
    }
}
