package io.gatehouse.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the OpenAPI document of the REST API at {@code /q/openapi}, in YAML, or in JSON by {@code Accept} or {@code format=json}. It
 * is a file, since making it took a third of the executable's start.
 */
@Singleton
class OpenApiDocument {
    private static final String PATH = "/q/openapi";
    private static final String JSON = "application/json";

    /** By name, once requested. */
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    void register(@Observes Router router) {
        for (String ending : List.of("", ".json", ".yaml", ".yml")) {
            router.route(PATH + ending)
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .handler(this::serve);
        }
    }

    private void serve(RoutingContext routing) {
        boolean json = wantsJson(routing);
        routing.response()
                .putHeader("Content-Type", json ? JSON : "application/yaml")
                .putHeader("Access-Control-Allow-Origin", "*")
                .end(Buffer.buffer(
                        files.computeIfAbsent(json ? "openapi.json" : "openapi.yaml", OpenApiDocument::read)));
    }

    private static boolean wantsJson(RoutingContext routing) {
        String path = routing.normalizedPath();
        if (!path.equals(PATH)) {
            return path.endsWith(".json");
        }
        String format = routing.request().getParam("format", "");
        String accepted = routing.request().headers().contains("Accept")
                ? routing.request().getHeader("Accept")
                : "";
        return format.isEmpty() ? accepted.startsWith(JSON) : format.equalsIgnoreCase("json");
    }

    private static byte[] read(String name) {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream("openapi/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
