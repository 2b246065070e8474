package io.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import io.gatehouse.realm.Realm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Gatehouse as it is shipped, in a process of its own that a test can kill. */
public final class Instance implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI url;
    private final URI management;
    private final File log;
    private final ProcessBuilder command;
    private volatile Process process;

    private Instance(Map<String, String> environment, String address, int port, int managementPort) {
        url = URI.create("http://" + address + ":" + port);
        management = URI.create("http://" + address + ":" + managementPort);
        log = Path.of("target", "instance-" + address + "-" + port + ".log").toFile();
        command = new ProcessBuilder(Artifact.command("-XX:TieredStopAtLevel=1", "-Xmx256m"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log));
        // Those of the tests themselves are no settings.
        command.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        command.environment().putAll(environment);
        command.environment().put("QUARKUS_HTTP_HOST", url.getHost());
        command.environment().put("QUARKUS_HTTP_PORT", String.valueOf(url.getPort()));
        command.environment().put("QUARKUS_MANAGEMENT_HOST", management.getHost());
        command.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management.getPort()));
        run();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    }

    private void run() {
        try {
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an instance configured by these environment variables; {@link #awaitReady} before use. */
    static Instance start(Map<String, String> environment) {
        List<Integer> ports = Ports.free(2);
        return start(environment, "127.0.0.1", ports.get(0), ports.get(1));
    }

    /** Starts an instance at that address and these ports; {@link #awaitReady} before use. */
    static Instance start(Map<String, String> environment, String address, int port, int managementPort) {
        return new Instance(environment, address, port, managementPort);
    }

    Instance awaitReady() {
        await("readiness, see " + log)
                .atMost(PATIENCE)
                .failFast("it ended, see " + log, () -> !process.isAlive())
                .until(() -> isUp("ready"));
        return this;
    }

    /** A client of this instance's sign-in of that realm. */
    public SignInClient signIn(Realm realm) {
        return SignInClient.of(url, realm);
    }

    /** The address of that path here. */
    public URI url(String path) {
        return url.resolve(path);
    }

    /** The address of that path on the management port. */
    public URI management(String path) {
        return management.resolve(path);
    }

    /** Whether that probe, {@code live} or {@code ready}, tells so within two seconds. */
    public boolean isUp(String probe) {
        HttpRequest request = HttpRequest.newBuilder(management.resolve("/q/health/" + probe))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it has logged this text. */
    public boolean hasLogged(String text) {
        return timesLogged(text) > 0;
    }

    /** Returns the number of lines of its log that contain this text. */
    public long timesLogged(String text) {
        try (Stream<String> lines = Files.lines(log.toPath())) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it without any warning. */
    public void kill() {
        process.destroyForcibly();
        end();
    }

    /** Stops it as an operator does. */
    @Override
    public void close() {
        process.destroy();
        end();
    }

    /** Stops it as an operator does, and starts it again at the same address; returns how long the stop took. */
    Duration restart() {
        long begin = System.nanoTime();
        close();
        Duration stop = Duration.ofNanos(System.nanoTime() - begin);
        run();
        awaitReady();
        return stop;
    }

    private void end() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It does not end, see " + log);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
