package io.gatehouse.cli.doctor;

import io.gatehouse.startup.StartupSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Checks the connection to Redis, or to the master that its sentinels name, that it accepts writes and evicts no keys. */
final class RedisProbe implements Probe {
    private static final String PART = "Redis";
    private static final String HOSTS = "quarkus.redis.hosts";
    private static final int PORT = 6379;
    private static final int MILLIS = 5000;
    private static final String POLICY = "maxmemory_policy:";

    @Override
    public List<Diagnosis> examine(StartupSettings settings) {
        Optional<String> hosts = settings.text(HOSTS);
        if (hosts.isEmpty()) {
            return List.of(Diagnosis.failed(
                    PART,
                    HOSTS + " is missing",
                    "Set it to the Redis server, such as redis://redis.example.com:6379."));
        }
        Optional<URI> address = address(hosts.get().split(",")[0].strip());
        if (address.isEmpty()) {
            return List.of(Diagnosis.failed(
                    PART,
                    HOSTS + " is no address of Redis",
                    "Begin it with redis:// or rediss://, such as redis://redis.example.com:6379."));
        }
        URI server = address.get();
        try {
            if (settings.text("quarkus.redis.client-type")
                    .filter("sentinel"::equalsIgnoreCase)
                    .isPresent()) {
                server = master(server, settings);
            }
            try (Socket socket = connect(server, settings)) {
                return List.of(check(socket, password(server, settings)));
            }
        } catch (IOException e) {
            return List.of(Diagnosis.failed(
                    PART,
                    server.getHost() + ":" + port(server) + " does not answer: " + Probe.reason(e),
                    "Start Redis, or correct " + HOSTS + "."));
        }
    }

    private static URI master(URI sentinel, StartupSettings settings) throws IOException {
        String name = settings.text("quarkus.redis.master-name").orElse("mymaster");
        try (Socket socket = connect(sentinel, settings)) {
            BufferedReader reader = reader(socket);
            if (!send(socket, reader, "SENTINEL", "get-master-addr-by-name", name)
                    .equals("*2")) {
                throw new IOException("knows no master " + name);
            }
            reader.readLine();
            String host = reader.readLine();
            reader.readLine();
            return URI.create(sentinel.getScheme() + "://" + host + ":" + reader.readLine());
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Diagnosis check(Socket socket, Optional<String> password) throws IOException {
        BufferedReader reader = reader(socket);
        if (password.isPresent()
                && send(socket, reader, "AUTH", password.get().split(" ")).startsWith("-")) {
            return refused();
        }
        String written = send(socket, reader, "SET", "gatehouse:check", "", "PX", "1000");
        if (written.startsWith("-NOAUTH")) {
            return refused();
        }
        // A node of a Cluster accepts keys of its own slots only.
        if (written.startsWith("-") && !written.startsWith("-MOVED")) {
            return Diagnosis.failed(
                    PART,
                    "accepts no writes: " + written.substring(1),
                    "Give it memory and disk space, or correct " + HOSTS + " if it is a replica.");
        }
        String info = send(socket, reader, "INFO", "memory");
        if (info.startsWith("-")) {
            return refused();
        }
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            if (line.startsWith(POLICY)) {
                return policy(line.substring(POLICY.length()));
            }
        }
        return Diagnosis.passed(PART, "accepts writes, but does not report its maxmemory-policy");
    }

    private static Diagnosis policy(String policy) {
        return policy.equals("noeviction")
                ? Diagnosis.passed(PART, "accepts writes, maxmemory-policy noeviction")
                : Diagnosis.failed(
                        PART,
                        "maxmemory-policy is " + policy + ", so counts and codes may vanish when memory is short",
                        "Set maxmemory-policy noeviction in redis.conf.");
    }

    private static Diagnosis refused() {
        return Diagnosis.failed(PART, "refuses the password", "Correct " + HOSTS + ", or quarkus.redis.password.");
    }

    private static String send(Socket socket, BufferedReader reader, String command, String... arguments)
            throws IOException {
        var text = new StringBuilder("*" + (arguments.length + 1) + "\r\n").append(bulk(command));
        for (String argument : arguments) {
            text.append(bulk(argument));
        }
        socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
        String reply = reader.readLine();
        if (reply == null) {
            throw new IOException("connection closed");
        }
        return reply;
    }

    private static String bulk(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
    }

    private static Socket connect(URI uri, StartupSettings settings) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(uri.getHost(), port(uri)), MILLIS);
        socket.setSoTimeout(MILLIS);
        return uri.getScheme().equals("rediss") ? Probe.encrypt(socket, uri.getHost(), settings.trust()) : socket;
    }

    private static Optional<URI> address(String host) {
        try {
            return Optional.of(URI.create(host))
                    .filter(uri ->
                            uri.getHost() != null && List.of("redis", "rediss").contains(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int port(URI uri) {
        return uri.getPort() < 0 ? PORT : uri.getPort();
    }

    /** Returns the arguments of {@code AUTH}: the password, after the user name if the address has one. */
    private static Optional<String> password(URI uri, StartupSettings settings) {
        return Optional.ofNullable(uri.getUserInfo())
                .map(info -> info.replaceFirst("^:", "").replaceFirst(":", " "))
                .or(() -> settings.text("quarkus.redis.password"));
    }
}
