package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** A real Redis of a test's own, which it can freeze, kill, fill and start again on the same port. */
public final class RedisProcess {
    /** The one that is linked statically, so that it runs on any Linux. */
    private static final Map<OsArchitecture, String> STATIC =
            Map.of(OsArchitecture.UNIX_x86_64, "/redis-server-6.2.7-linux-386");

    private final int port;
    private final List<String> arguments;
    private final File executable;
    private Process process;

    RedisProcess() {
        this(Ports.free(), List.of());
    }

    /** Starts one with further options of its command line. */
    RedisProcess(int port, List<String> options) {
        this(
                Stream.concat(
                                Stream.of(
                                        "--bind 127.0.0.1",
                                        "--port " + port,
                                        "--save \"\"",
                                        "--appendonly no",
                                        "--maxmemory-policy noeviction"),
                                options.stream())
                        .toList(),
                port);
    }

    private RedisProcess(List<String> arguments, int port) {
        this(embedded(), arguments, port);
    }

    private RedisProcess(File executable, List<String> arguments, int port) {
        this.executable = executable;
        this.port = port;
        this.arguments = arguments;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        start();
    }

    private static File embedded() {
        try {
            boolean linux = OsArchitecture.detectOSandArchitecture().equals(OsArchitecture.UNIX_x86_64);
            return (linux
                            ? ExecutableProvider.newJarResourceProvider(STATIC)
                            : ExecutableProvider.newJarResourceProvider())
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts the installed Redis, since the embedded one has no TLS, with that certificate and password on the TLS port. Skips the
     * test where it is not installed; with {@code GATEHOUSE_REQUIRE_REDIS=true} it fails there.
     */
    static RedisProcess withTls(int port, int tlsPort, SelfSignedCertificate certificate, String password) {
        Optional<Path> installed = Command.find("redis-server");
        if (!Boolean.parseBoolean(System.getenv("GATEHOUSE_REQUIRE_REDIS"))) {
            Assumptions.assumeTrue(installed.isPresent(), "redis-server is not installed");
        }
        var redis = new RedisProcess(
                installed.orElseThrow().toFile(),
                List.of(
                        "--bind 127.0.0.1",
                        "--port " + port,
                        "--tls-port " + tlsPort,
                        "--tls-cert-file " + certificate.certificate(),
                        "--tls-key-file " + certificate.key(),
                        "--tls-auth-clients no",
                        "--save \"\"",
                        "--maxmemory-policy noeviction"),
                port);
        redis.command("CONFIG SET requirepass " + password);
        return redis;
    }

    /** Starts a sentinel of three that watch that master, named mymaster, and take it for dead after two seconds. */
    static RedisProcess sentinelOf(int master) {
        int port = Ports.free();
        try {
            Path file = Files.createTempFile("sentinel", ".conf");
            Files.write(
                    file,
                    List.of(
                            "bind 127.0.0.1",
                            "port " + port,
                            "sentinel monitor mymaster 127.0.0.1 " + master + " 2",
                            "sentinel down-after-milliseconds mymaster 2000"));
            return new RedisProcess(List.of(file.toString(), "--sentinel"), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it empty, on the port it has always had, in a new folder: Redis loads a dump that it finds where it starts. */
    public void start() {
        try {
            var command = new ArrayList<>(List.of(executable.getAbsolutePath()));
            command.addAll(arguments);
            process = new ProcessBuilder(command)
                    .directory(Files.createTempDirectory("redis").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("Redis").ignoreExceptions().until(() -> command("PING").startsWith("+PONG"));
    }

    /** Ends it, and forgets all it held. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops it in its tracks, with every connection open. */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public void resume() {
        signal("-CONT");
    }

    /** Removes every key. */
    public void flush() {
        command("FLUSHALL");
    }

    /** Leaves it no memory for anything new. */
    public void fill() {
        command("CONFIG SET maxmemory 1");
    }

    /** Ends what {@link #fill} began. */
    public void drain() {
        command("CONFIG SET maxmemory 0");
    }

    /** Makes it a replica of the other, which becomes or stays a primary; it keeps its connections. */
    public void follow(RedisProcess other) {
        other.command("REPLICAOF NO ONE");
        command("REPLICAOF 127.0.0.1 " + other.port);
    }

    /** Makes it a primary, with what it holds. */
    public void lead() {
        command("REPLICAOF NO ONE");
    }

    /** Returns the answer to the command as it comes over the wire. */
    public String command(String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
