package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A portal that trusts whoever its proxy lets through, and remembers what it was sent. */
public final class EchoServer implements AutoCloseable {
    /** With an icon of its own, so that no browser asks for one. */
    private static final String PAGE =
            "<!doctype html><title>Portal</title><link rel=icon href='data:,'><h1>Portal</h1>";

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;

    /** A request as it came in; names of headers in any case. */
    public record Received(String method, String uri, Map<String, List<String>> headers, String body) {
        /** The values of a header. */
        public List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    EchoServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
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
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        received.add(new Received(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
        byte[] page = PAGE.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : page.length);
        try (exchange) {
            if (!exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseBody().write(page);
            }
        }
    }
}
