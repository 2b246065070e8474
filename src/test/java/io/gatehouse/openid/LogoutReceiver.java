package io.gatehouse.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client's server that receives logout tokens. */
public final class LogoutReceiver implements AutoCloseable {
    private static final String PARAMETER = "logout_token=";

    private final HttpServer server;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    public LogoutReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/back-channel";
    }

    /** Answers the next requests with that status. */
    public void respond(int next) {
        status = next;
    }

    /** Returns the number of requests so far. */
    public int count() {
        return received.size();
    }

    /** Waits for the first request and returns its logout token. */
    public String token() {
        awaitRequests(1, Duration.ofSeconds(10));
        assertThat(received.get(0)).startsWith(PARAMETER);
        return received.get(0).substring(PARAMETER.length());
    }

    /** Waits until there were that many requests. */
    public void awaitRequests(int least, Duration most) {
        await().atMost(most).until(() -> received.size() >= least);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
