package io.gatehouse.api;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The OpenAPI document on the management port, as written when Gatehouse was built: Quarkus would put it together in every
 * start (its issue 54826). Development and tests have it from there, and a test compares the two.
 */
@Singleton
class OpenApiDocument {

    void serve(@Observes ManagementInterface management) {
        management.router().get("/q/openapi").handler(OpenApiDocument::answer);
    }

    private static void answer(RoutingContext context) {
        context.vertx()
                .executeBlocking(OpenApiDocument::read)
                .onSuccess(document -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .end(document))
                .onFailure(context::fail);
    }

    private static Buffer read() {
        try (InputStream document = OpenApiDocument.class.getResourceAsStream("openapi.json")) {
            return Buffer.buffer(document.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
