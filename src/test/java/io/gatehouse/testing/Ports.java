package io.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of the loopback interface. */
final class Ports {
    /** The offset at which a node of a Redis Cluster listens for the other nodes. */
    private static final int CLUSTER_BUS = 10_000;

    private static final int HIGHEST = 65_535;

    private Ports() {}

    static int free() {
        return free(1).get(0);
    }

    /** Returns that many free ports, no two of them the same. */
    static List<Integer> free(int count) {
        if (count == 0) {
            return List.of();
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Integer> ports = new ArrayList<>(free(count - 1));
            ports.add(socket.getLocalPort());
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a free port whose cluster bus port is free too. */
    static int freeForCluster() {
        while (true) {
            int port = free();
            if (port + CLUSTER_BUS <= HIGHEST && isFree(port + CLUSTER_BUS)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
