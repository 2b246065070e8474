package io.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a client and a server on this machine, which a test can cut and mend. */
public final class TcpProxy {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket entrance;
    private volatile int server;
    private volatile boolean cut;
    private volatile boolean frozen;

    public TcpProxy(int server) {
        this.server = server;
        try {
            entrance = new ServerSocket(0, 50, HERE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** The port that clients connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Connects new connections to another server; those that there are stay where they are. */
    public void leadTo(int other) {
        server = other;
    }

    /** Breaks every connection, and each new one. */
    public void cut() {
        cut = true;
        open.forEach(TcpProxy::close);
    }

    /** Keeps every connection, and takes new ones, but carries nothing any more. */
    public void freeze() {
        frozen = true;
    }

    /** Carries again what connections have to carry, and lets new ones through. */
    public void mend() {
        cut = false;
        frozen = false;
        synchronized (open) {
            open.notifyAll();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                if (cut) {
                    close(client);
                } else {
                    connect(client, new Socket(HERE, server));
                }
            } catch (IOException e) {
                // The server is gone: the client is told so by the end of its connection.
            }
        }
    }

    private void connect(Socket client, Socket target) throws IOException {
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        open.add(client);
        open.add(target);
        daemon(() -> carry(client, target));
        daemon(() -> carry(target, client));
    }

    private void carry(Socket from, Socket to) {
        try {
            byte[] buffer = new byte[8192];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                awaitThaw();
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One end is gone, so is the other.
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private void awaitThaw() {
        synchronized (open) {
            while (frozen) {
                try {
                    open.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
