package io.gatehouse.startup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that the server can listen on its ports; not for commands, which run beside the server. */
public final class PortCheck implements StartupCheck {
    private static final String HTTP = "quarkus.http.";
    private static final String MANAGEMENT = "quarkus.management.";
    private static final String ANY = "0.0.0.0";
    private static final int MAX_PORT = 65_535;

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Stream<Optional<Finding>> findings = Stream.of(
                finding(settings, HTTP, "8080"),
                settings.isTrue(MANAGEMENT + "enabled") ? finding(settings, MANAGEMENT, "9000") : Optional.empty());
        return findings.flatMap(Optional::stream).toList();
    }

    private static Optional<Finding> finding(StartupSettings settings, String prefix, String usual) {
        String host = settings.text(prefix + "host").orElse(ANY);
        String port = settings.text(prefix + "port").orElse(usual);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            return Optional.of(Finding.broken(
                    prefix + "port", "is no port: " + port, "Set it to a number up to 65535, such as " + usual + "."));
        }
        var address = new InetSocketAddress(host, Integer.parseInt(port));
        if (address.isUnresolved()) {
            return Optional.of(Finding.broken(
                    prefix + "host",
                    "is unknown here: " + host,
                    "Set it to an address of this machine, or to 0.0.0.0."));
        }
        try (ServerSocket socket = new ServerSocket()) {
            // As the server does, which may start while connections of the one before it are closing.
            socket.setReuseAddress(true);
            socket.bind(address);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Finding.broken(
                    prefix + "port",
                    "cannot be listened on, which is " + port + " of " + host + ": " + e.getMessage(),
                    "End the process that uses it, or set another port, or another address by " + prefix + "host."));
        }
    }
}
