package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** A real Redis of a test's own, which it can freeze, kill, fill and start again on the same port. */
public final class RedisProcess {
    /** The one that is linked statically, so that it runs on any Linux. */
    private static final Map<OsArchitecture, String> STATIC =
            Map.of(OsArchitecture.UNIX_x86_64, "/redis-server-6.2.7-linux-386");

    private final int port = Ports.free();
    private final File executable;
    private Process process;

    RedisProcess() {
        try {
            boolean linux = OsArchitecture.detectOSandArchitecture().equals(OsArchitecture.UNIX_x86_64);
            executable = (linux
                            ? ExecutableProvider.newJarResourceProvider(STATIC)
                            : ExecutableProvider.newJarResourceProvider())
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        start();
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it empty, on the port it has always had. */
    public void start() {
        try {
            process = new ProcessBuilder(
                            executable.getAbsolutePath(),
                            "--bind 127.0.0.1",
                            "--port " + port,
                            "--save \"\"",
                            "--appendonly no",
                            "--maxmemory-policy noeviction")
                    .directory(executable.getParentFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("Redis").ignoreExceptions().until(() -> command("PING"), "+PONG"::equals);
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

    private String command(String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            return answer.readLine();
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
