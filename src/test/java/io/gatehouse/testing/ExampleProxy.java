package io.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The proxies of this machine, each configured by the example that is shipped for it. */
public enum ExampleProxy {
    NGINX("nginx", Path.of("examples", "nginx", "gatehouse.conf")) {
        @Override
        Process start(Path folder, Places places) throws IOException {
            String example = replace(
                    read(),
                    Map.of(
                            "listen 80;", "listen 127.0.0.1:" + Ports.free() + ";",
                            "listen 443 ssl", "listen 127.0.0.1:" + places.port() + " ssl",
                            "server_name portal.example.com;", "server_name localhost;",
                            "/etc/ssl/portal/fullchain.pem",
                                    places.certificate().certificate().toString(),
                            "/etc/ssl/portal/privkey.pem",
                                    places.certificate().key().toString(),
                            "server 127.0.0.1:8080",
                                    "server " + places.gatehouse().get(0),
                            "server 127.0.0.1:8081",
                                    "server " + places.gatehouse().get(1),
                            "server 127.0.0.1:3000;", "server " + places.portal() + ";",
                            "/realms/acme/", "/realms/" + places.realm() + "/"));
            Files.writeString(folder.resolve("gatehouse.conf"), example);
            Files.writeString(folder.resolve("nginx.conf"), """
                            daemon off;
                            user root;
                            worker_processes 1;
                            pid nginx.pid;
                            error_log stderr;
                            events {}
                            http {
                                access_log off;
                                gzip on;
                                gzip_min_length 0;
                                client_body_temp_path body;
                                proxy_temp_path proxy;
                                fastcgi_temp_path fastcgi;
                                uwsgi_temp_path uwsgi;
                                scgi_temp_path scgi;
                                include gatehouse.conf;
                            }
                            """);
            String prefix = folder.toAbsolutePath() + "/";
            return run(folder, "-p", prefix, "-c", prefix + "nginx.conf");
        }
    },
    CADDY("caddy", Path.of("examples", "caddy", "Caddyfile")) {
        @Override
        Process start(Path folder, Places places) throws IOException {
            String example = replace(
                    read(),
                    Map.of(
                            "\nportal.example.com {",
                            "\nhttps://localhost:" + places.port() + " {\n\ttls "
                                    + places.certificate().certificate() + " "
                                    + places.certificate().key(),
                            "127.0.0.1:8080",
                            places.gatehouse().get(0),
                            "127.0.0.2:8080",
                            places.gatehouse().get(1),
                            "health_port 9000",
                            "health_port " + places.health(),
                            "127.0.0.1:3000",
                            places.portal(),
                            "/realms/acme/",
                            "/realms/" + places.realm() + "/"));
            Path config = folder.resolve("Caddyfile");
            Files.writeString(config, "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + example);
            return run(folder, "run", "--adapter", "caddyfile", "--config", config.toString());
        }
    };

    private static final Pattern PROPERTY = Pattern.compile("(?m)^#   ([a-z.-]+)=(\\S+)$");

    private final String program;
    private final Path example;

    ExampleProxy(String program, Path example) {
        this.program = program;
        this.example = example;
    }

    /** What stands where: all that a test changes about the example. */
    record Places(
            int port,
            SelfSignedCertificate certificate,
            List<String> gatehouse,
            int health,
            String portal,
            String realm) {}

    abstract Process start(Path folder, Places places) throws IOException;

    String program() {
        return program;
    }

    /** The properties of Gatehouse that the example asks for in its comment. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        PROPERTY.matcher(read()).results().forEach(line -> properties.put(line.group(1), line.group(2)));
        return properties;
    }

    String read() {
        try {
            return Files.readString(example);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process run(Path folder, String... arguments) throws IOException {
        var command = new ProcessBuilder(arguments);
        command.command().add(0, Command.find(program).orElseThrow().toString());
        command.environment().put("XDG_DATA_HOME", folder.toString());
        command.environment().put("XDG_CONFIG_HOME", folder.toString());
        return command.redirectErrorStream(true)
                .redirectOutput(
                        Redirect.appendTo(folder.resolve(program + ".log").toFile()))
                .start();
    }

    static String replace(String example, Map<String, String> changes) {
        String changed = example;
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (!changed.contains(change.getKey())) {
                throw new AssertionError("The example has no " + change.getKey());
            }
            changed = changed.replace(change.getKey(), change.getValue());
        }
        return changed;
    }
}
