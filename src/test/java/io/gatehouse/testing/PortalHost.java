package io.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import io.gatehouse.realm.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A host set up as one of the shipped examples says: the real proxy, Gatehouse as it is shipped, and a portal. */
public final class PortalHost implements AutoCloseable {
    private final int port = Ports.free();
    private final EchoServer portal = new EchoServer();
    private final SelfSignedCertificate certificate;
    private final Instance gatehouse;
    private final Process proxy;

    /** Starts all three, for the portal of that realm. */
    public PortalHost(ExampleProxy example, Realm realm) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), example.program());
            certificate = new SelfSignedCertificate(folder);
            gatehouse = Instance.start(environment(example)).awaitReady();
            proxy = example.start(
                    folder,
                    new ExampleProxy.Places(
                            port, certificate, gatehouse.url("/").getAuthority(), portal.authority(), realm.slug()));
            Runtime.getRuntime().addShutdownHook(new Thread(proxy::destroyForcibly));
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

    @Override
    public void close() {
        proxy.destroy();
        gatehouse.close();
        portal.close();
    }

    private Map<String, String> environment(ExampleProxy example) {
        var settings = new InstanceSettings();
        example.properties().forEach(settings::set);
        settings.set("gatehouse.public-url", url(""));
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
