package io.gatehouse.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads each request body completely, within limits of size and time, before a worker thread handles the request, so
 * that a slow client does not occupy a thread. Responds to a body that is too large with problem+json, which Quarkus
 * itself does not.
 */
@ApplicationScoped
public class RequestBodies {
    /** After the security headers, before the body is read. */
    private static final int PRIORITY = 850;

    private static final String BODY = "body";

    private final Vertx vertx;
    private final long size;
    private final Duration time;

    RequestBodies(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize size,
            @ConfigProperty(name = "quarkus.http.read-timeout") Duration time) {
        this.vertx = vertx;
        this.size = size.asLongValue();
        this.time = time;
    }

    void register(@Observes Filters filters) {
        filters.register(this::rejectDeclaredLength, PRIORITY);
    }

    private void rejectDeclaredLength(RoutingContext routing) {
        String declaredLength = routing.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (declaredLength == null || Long.parseLong(declaredLength) <= size) {
            routing.next();
            return;
        }
        vertx.setTimer(time.toMillis(), timerId -> disconnect(routing));
        announceClose(routing);
        RouterProblems.respond(routing, ProblemCode.PAYLOAD_TOO_LARGE, advice());
    }

    /** Reads the body here, since with Vert.x' body handler Quarkus REST fails on HTTP/2 (Quarkus issue 34393). */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    Uni<Response> receive(ContainerRequestContext request, RoutingContext routing) {
        HttpServerRequest incoming = routing.request();
        if (incoming.isEnded()) {
            return Uni.createFrom().nullItem();
        }
        Promise<Response> rejection = Promise.promise();
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(time.toMillis(), timerId -> {
            announceClose(routing);
            routing.addEndHandler(ended -> disconnect(routing));
            if (!rejection.tryComplete(
                    Response.status(Response.Status.REQUEST_TIMEOUT).build())) {
                disconnect(routing);
            }
        });
        incoming.exceptionHandler(failure -> {
            vertx.cancelTimer(timer);
            rejection.tryComplete(Response.status(Response.Status.BAD_REQUEST).build());
        });
        incoming.handler(chunk -> {
            if (body.length() + chunk.length() <= size) {
                body.appendBuffer(chunk);
            } else {
                announceClose(routing);
                rejection.tryFail(new ProblemException(ProblemCode.PAYLOAD_TOO_LARGE, advice()));
            }
        });
        incoming.endHandler(end -> {
            vertx.cancelTimer(timer);
            String type = incoming.getHeader(HttpHeaders.CONTENT_TYPE);
            if (body.length() > 0 && type == null) {
                // Browsers send such a body to other origins without asking, which they do not with JSON.
                rejection.tryFail(new ProblemException(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the type of the body as Content-Type."));
            } else if (isForm(type) && !RequestSyntax.isForm(body.toString(ISO_8859_1))) {
                rejection.tryFail(new ProblemException(
                        ProblemCode.INVALID_REQUEST,
                        "Send up to 1000 fields in UTF-8 and percent-encoding, without NUL."));
            } else if (!rejection.future().isComplete()) {
                routing.put(BODY, body);
                request.setEntityStream(new ByteArrayInputStream(body.getBytes()));
                rejection.complete();
            }
        });
        incoming.resume();
        return Uni.createFrom().completionStage(rejection.future().toCompletionStage());
    }

    private static boolean isForm(String type) {
        return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED);
    }

    /** Returns the body as received; empty if there is none. */
    public static Buffer of(RoutingContext routing) {
        return routing.get(BODY, Buffer.buffer());
    }

    private static void announceClose(RoutingContext routing) {
        if (routing.request().version() != HttpVersion.HTTP_2
                && !routing.response().headWritten()) {
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** Closes the connection, or under HTTP/2 the stream only, since other requests share the connection. */
    private static void disconnect(RoutingContext routing) {
        if (routing.request().isEnded()) {
            return;
        }
        if (routing.request().version() == HttpVersion.HTTP_2) {
            routing.response().reset();
        } else {
            routing.request().connection().close();
        }
    }

    private String advice() {
        return "Send less than " + size / 1024 + " KiB.";
    }

    /**
     * Rejects a request whose body a reader fails on, or is empty or {@code null}, since {@code @Valid} on a parameter
     * accepts null.
     */
    @Provider
    static class RequiredBody implements ReaderInterceptor {

        @Override
        public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
            Object body = read(context);
            if (body == null) {
                throw new ProblemException(ProblemCode.INVALID_REQUEST, "Send a JSON object as the body.");
            }
            return body;
        }

        private static Object read(ReaderInterceptorContext context) throws IOException {
            try {
                return context.proceed();
            } catch (WebApplicationException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new ProblemException(ProblemCode.INVALID_REQUEST, "The body is not of its Content-Type.");
            }
        }
    }
}
