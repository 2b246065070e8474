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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A host set up as one of the shipped examples says: the real proxy, Gatehouse as it is shipped, and a portal. */
public final class PortalHost implements AutoCloseable {
    /** Of the instances, as in the example for Caddy, which has one port for all health checks. */
    private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2");

    private final int port = Ports.free();
    private final int gatehousePort = Ports.free();
    private final int managementPort = Ports.free();
    private final EchoServer portal = new EchoServer();
    private final SelfSignedCertificate certificate;
    private final List<Instance> gatehouse;
    private final Path folder;
    private final Process proxy;

    /** Starts all three, for the portal of that realm; the second instance is away. */
    public PortalHost(ExampleProxy example, Realm realm) {
        this(example, realm, 1);
    }

    /** Starts that many instances, at most two, with proxy and portal. */
    public PortalHost(ExampleProxy example, Realm realm, int instances) {
        try {
            folder = Files.createTempDirectory(Path.of("target"), example.program());
            certificate = new SelfSignedCertificate(folder);
            gatehouse = ADDRESSES.stream()
                    .limit(instances)
                    .map(address -> Instance.start(environment(example), address, gatehousePort, managementPort))
                    .toList();
            gatehouse.forEach(Instance::awaitReady);
            List<String> servers = Stream.concat(
                            gatehouse.stream().map(instance -> instance.url("/").getAuthority()),
                            Stream.of("127.0.0.2:" + gatehousePort))
                    .toList();
            proxy = example.start(
                    folder,
                    new ExampleProxy.Places(
                            port, certificate, servers, managementPort, portal.authority(), realm.slug()));
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

    /**
     * Restarts one instance after the other, and returns how long each took to stop.
     *
     * @param pause before each restart
     */
    public List<Duration> restartInstances(Runnable pause) {
        return gatehouse.stream()
                .map(instance -> {
                    pause.run();
                    return instance.restart();
                })
                .toList();
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
        // As it is shipped: the proxy notices meanwhile.
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
