package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An {@link ExampleClient} in a process of its own. */
public final class ExampleClientProcess implements AutoCloseable {
    private final ExampleClient client;
    private final int port = Ports.free();
    private final Path folder;
    private final Path log;
    private final HttpServer portal;
    private Process process;

    /** Chooses where the client will listen. */
    public ExampleClientProcess(ExampleClient client) {
        this.client = client;
        try {
            folder = Files.createTempDirectory("example-client");
            portal = startPortal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log = folder.resolve("client.log");
    }

    public String origin() {
        return "http://localhost:" + port;
    }

    /** Returns the address of this client that its example names as {@code redirect address} or {@code back-channel logout}. */
    public String address(String purpose) {
        return origin() + client.path(purpose);
    }

    /** Builds the client, starts it and waits until it listens. */
    public void start(String issuer, String clientId, String secret) {
        var registration = new ExampleClient.Registration(
                port,
                issuer,
                clientId,
                secret,
                "127.0.0.1:" + portal.getAddress().getPort());
        try {
            var command = new ProcessBuilder(client.prepare(folder, registration))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            command.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
            command.environment().putAll(ExampleClient.environment(registration));
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await("a client, see " + log)
                .atMost(Duration.ofSeconds(60))
                .failFast("it ended, see " + log, () -> !process.isAlive())
                .until(this::isListening);
    }

    /** Returns whether it has logged a request with that path as answered well. */
    public boolean hasAnswered(String address) {
        String path = address.substring(origin().length());
        try {
            return Files.readAllLines(log).stream()
                    .anyMatch(line -> line.contains("POST " + path) && line.matches(".* 20[04]\\b.*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        portal.stop(0);
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a portal that shows what a proxy passes on. */
    private static HttpServer startPortal() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            byte[] page = """
                    <!doctype html><title>Portal</title><link rel="icon" href="data:,">
                    <dl><dt>email<dd>%s<dt>acr<dd>%s<dt>expires<dd>%s</dl><a href="/step-up">Confirm with a second factor</a>
                    """.formatted(
                            headers.getFirst("OIDC_CLAIM_email"),
                            headers.getFirst("OIDC_CLAIM_acr"),
                            headers.getFirst("OIDC_access_token_expires"))
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }
}
