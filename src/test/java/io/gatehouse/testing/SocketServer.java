package io.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/** A server on a free port of the loopback interface that serves each connection on a thread of its own. */
public abstract class SocketServer implements AutoCloseable {
    private final ServerSocket server;

    /** Listens; connections are accepted from {@link #start} on. */
    SocketServer(ServerSocketFactory sockets) {
        try {
            server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves a connection until it ends. */
    abstract void serve(Socket client) throws IOException;

    public int port() {
        return server.getLocalPort();
    }

    final void start() {
        run(() -> {
            while (!server.isClosed()) {
                Socket client = server.accept();
                run(() -> serve(client));
            }
        });
    }

    /** Runs it on a thread of its own. */
    final void run(Connection connection) {
        var thread = new Thread(
                () -> {
                    try {
                        connection.run();
                    } catch (IOException e) {
                        // One side has closed it, or the test has.
                    }
                },
                getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    /** What a connection carries. */
    interface Connection {
        void run() throws IOException;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
