package io.gatehouse.cli;

import io.gatehouse.startup.StartupSettings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the server on this machine whether it is alive: the health check of containers. */
@Command(
        name = "health",
        description = {
            "Asks the server on this machine whether it is alive, by /q/health/live on its management port.",
            "Starts nothing. Exits with 1 if it does not answer within two seconds."
        })
final class HealthCommand implements Callable<Integer> {
    private static final int MILLIS = 2000;

    @Mixin
    Printer printer;

    /** The output with {@code --json}. */
    @RegisterForReflection
    record Printed(boolean alive) {}

    @Override
    public Integer call() {
        boolean alive = isAlive(StartupSettings.read());
        printer.print(new Printed(alive), alive ? "alive" : "not alive");
        return alive ? 0 : CommandFailure.REFUSED;
    }

    private static boolean isAlive(StartupSettings settings) {
        String port = settings.text("quarkus.management.port").orElse("9000");
        try {
            String host = address(settings.text("quarkus.management.host").orElse("localhost"));
            var url = new URL("http", host, Integer.parseInt(port), "/q/health/live");
            var connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** Returns the host, or the loopback address in place of all addresses, for which Java would look up this machine's name. */
    static String address(String host) throws UnknownHostException {
        return InetAddress.getByName(host).isAnyLocalAddress()
                ? InetAddress.getLoopbackAddress().getHostAddress()
                : host;
    }
}
