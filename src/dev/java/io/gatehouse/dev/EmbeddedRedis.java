package io.gatehouse.dev;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** A Redis on a free port of the loopback interface, without persistence. */
final class EmbeddedRedis {

    private static final String HOST = "127.0.0.1";
    private static final int ATTEMPTS = 200;

    private EmbeddedRedis() {}

    /** Answers the Redis URL; the server stops with this JVM. */
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
                .redirectOutput(Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroy, "redis-closer"));
        awaitPort(server, port);
        return "redis://" + HOST + ":" + port;
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

    private static void awaitPort(Process server, int port) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS && server.isAlive(); attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(HOST, port), 500);
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        server.destroy();
        throw new IOException("The embedded Redis did not start");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(25);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IOException(cause);
    }
}
