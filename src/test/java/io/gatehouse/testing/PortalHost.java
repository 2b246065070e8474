package io.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import io.gatehouse.realm.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocket.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A host set up as one of the shipped examples says: the real proxy, Gatehouse as it is shipped, and a portal. */
public final class PortalHost implements AutoCloseable {
    private final int port = Ports.free();
    private final EchoServer portal = new EchoServer();
    private final SelfSignedCertificate certificate;
    private final List<Instance> gatehouse;
    private final ExampleProxy example;
    private final Path folder;
    private final Process proxy;

    /** Starts all three, for the portal of that realm; the second instance is away. */
    public PortalHost(ExampleProxy example, Realm realm) {
        this(example, realm, 1);
    }

    /** Starts that many instances, at most two, with proxy and portal. */
    public PortalHost(ExampleProxy example, Realm realm, int instances) {
        this.example = example;
        try {
            folder = Files.createTempDirectory(Path.of("target"), example.program());
            certificate = new SelfSignedCertificate(folder);
            gatehouse = Stream.generate(() -> Instance.start(environment(example)))
                    .limit(instances)
                    .toList();
            gatehouse.forEach(Instance::awaitReady);
            List<String> servers = Stream.concat(
                            gatehouse.stream().map(instance -> instance.url("/").getAuthority()),
                            Stream.of("127.0.0.1:" + Ports.free()))
                    .toList();
            proxy = example.start(
                    folder, new ExampleProxy.Places(port, certificate, servers, portal.authority(), realm.slug()));
            Runtime.getRuntime().addShutdownHook(new Thread(proxy::destroy));
            await("a proxy, see " + folder)
                    .atMost(Duration.ofSeconds(20))
                    .failFast("it ended, see " + folder, () -> !proxy.isAlive())
                    .until(this::isListening);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of that path. */
    public String url(String path) {
        return "https://localhost:" + port + path;
    }

    /** The portal behind it. */
    public EchoServer portal() {
        return portal;
    }

    /** A client of this host. */
    public RawClient client() {
        return RawClient.tls(certificate.trusted(), port);
    }

    /** Restarts one instance after the other behind nginx, as the production guide says. */
    public void restartInstances() {
        for (Instance instance : gatehouse) {
            String server = "server " + instance.url("/").getAuthority() + " max_fails=0";
            change(server + ";", server + " down;");
            instance.restart();
            change(server + " down;", server + ";");
        }
    }

    private void change(String line, String changed) {
        Path file = folder.resolve("gatehouse.conf");
        try {
            Path next = folder.resolve("next.conf");
            Files.writeString(next, ExampleProxy.replace(Files.readString(file), Map.of(line, changed)));
            // An earlier reload may still be reading.
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            int exit = example.run(folder, "-p", folder.toAbsolutePath() + "/", "-c", "nginx.conf", "-s", "reload")
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("No reload, see " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a WebSocket of that path with that cookie, sends a text and returns the portal's answer. */
    public String echo(String path, String cookie, String text) {
        var answer = new CompletableFuture<String>();
        WebSocket socket = HttpClient.newBuilder()
                .sslContext(certificate.trusted())
                .build()
                .newWebSocketBuilder()
                .header("Cookie", cookie)
                .buildAsync(URI.create("wss://localhost:" + port + path), new Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        answer.complete(data.toString());
                        return null;
                    }
                })
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        try {
            socket.sendText(text, true);
            return answer.orTimeout(10, TimeUnit.SECONDS).join();
        } finally {
            socket.abort();
        }
    }

    @Override
    public void close() {
        proxy.destroy();
        gatehouse.forEach(Instance::close);
        portal.close();
    }

    private Map<String, String> environment(ExampleProxy example) {
        var settings = new InstanceSettings();
        example.properties().forEach(settings::set);
        settings.set("gatehouse.public-url", url(""));
        // As it is shipped: nginx reloads meanwhile.
        settings.set("quarkus.shutdown.delay", "3s");
        // All tests come from one address.
        settings.set("gatehouse.password-throttle.per-address-and-minute", "1000000");
        return settings.environment();
    }

    private boolean isListening() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
