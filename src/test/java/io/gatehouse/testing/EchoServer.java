package io.gatehouse.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A portal that trusts every client that its proxy lets through, and remembers what it was sent; a WebSocket returns each text. */
public final class EchoServer implements AutoCloseable {
    /** With an icon of its own, so that no browser asks for one. */
    private static final String PAGE =
            "<!doctype html><title>Portal</title><link rel=icon href='data:,'><h1>Portal</h1>";

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** A request as it came in; names of headers in any case. */
    public record Received(String method, String uri, Map<String, List<String>> headers, String body) {
        /** The values of a header. */
        public List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    EchoServer() {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String authority() {
        return "127.0.0.1:" + server.actualPort();
    }

    /** All that came in so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The only request so far for that path and query. */
    public Received received(String uri) {
        List<Received> found =
                received.stream().filter(request -> request.uri().equals(uri)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " requests for " + uri + " among " + received);
        }
        return found.get(0);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
    }

    private void answer(HttpServerRequest request) {
        if ("websocket".equals(request.getHeader("Upgrade"))) {
            request.toWebSocket().onSuccess(EchoServer::echo);
            return;
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers()
                .names()
                .forEach(name -> headers.put(name, request.headers().getAll(name)));
        request.body().onSuccess(body -> {
            received.add(new Received(request.method().name(), request.uri(), headers, body.toString()));
            request.response()
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end(PAGE);
        });
    }
}
