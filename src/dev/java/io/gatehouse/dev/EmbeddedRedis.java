package io.gatehouse.dev;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** A Redis server on a free port of the loopback interface, without persistence. */
final class EmbeddedRedis {

    private static final String HOST = "127.0.0.1";
    private static final String READY = "Ready to accept connections";

    private EmbeddedRedis() {}

    /** Starts the server and returns its URL; the server stops with this JVM. */
    static String start() throws IOException {
        int port = freePort();
        File executable = executable();
        Process server = new ProcessBuilder(
                        executable.getAbsolutePath(),
                        "--bind " + HOST,
                        "--port " + port,
                        "--save \"\"",
                        "--appendonly no",
                        "--maxmemory-policy noeviction")
                .directory(executable.getParentFile())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroy, "redis-closer"));
        awaitReady(server);
        return "redis://" + HOST + ":" + port;
    }

    /** Waits until the server reports that it is ready, then keeps reading its output so that it does not block. */
    private static void awaitReady(Process server) throws IOException {
        BufferedReader log = server.inputReader();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains(READY)) {
                var reader = new Thread(() -> discard(log), "redis-log");
                reader.setDaemon(true);
                reader.start();
                return;
            }
        }
        throw new IOException("The embedded Redis did not start");
    }

    private static void discard(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // The server has stopped.
        }
    }

    private static File executable() throws IOException {
        File executable = ExecutableProvider.newJarResourceProvider().get();
        if (runs(executable)) {
            return executable;
        }
        // The usual Linux binary needs OpenSSL 3 on the host; the 32-bit one is linked statically.
        return ExecutableProvider.newJarResourceProvider(
                        Map.of(OsArchitecture.UNIX_x86_64, "/redis-server-6.2.7-linux-386"))
                .get();
    }

    private static boolean runs(File executable) throws IOException {
        Process process = new ProcessBuilder(executable.getAbsolutePath(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IOException(cause);
    }
}
