package io.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The OpenID clients that have an example. Each is built and started as the example says, apart from addresses and credentials.
 */
public enum ExampleClient {
    APACHE("gatehouse.conf") {
        @Override
        List<String> prepare(Path folder, Registration registration) throws IOException {
            Path secrets = folder.resolve("secrets.conf");
            Files.writeString(
                    secrets,
                    "OIDCClientSecret " + registration.secret() + "\nOIDCCryptoPassphrase not-a-secret-here\n");
            String example = ExampleProxy.replace(
                    read(),
                    Map.of(
                            "https://id.example.com/realms/acme",
                            registration.issuer(),
                            "OIDCClientID portal",
                            "OIDCClientID " + registration.clientId(),
                            "/etc/apache2/gatehouse-secrets.conf",
                            secrets.toString(),
                            "https://portal.example.com",
                            registration.origin(),
                            "ServerName portal.example.com",
                            "ServerName localhost",
                            "*:443",
                            "*:" + registration.port(),
                            "127.0.0.1:3000",
                            registration.portal()));
            Path config = folder.resolve("apache.conf");
            Files.writeString(
                    config,
                    APACHE_MODULES
                            + """
                            ServerRoot %1$s
                            DefaultRuntimeDir %1$s
                            PidFile %1$s/apache.pid
                            User www-data
                            Group www-data
                            ErrorLog /dev/stderr
                            LogFormat "%%m %%U%%q %%>s"
                            TransferLog /dev/stdout
                            Listen 127.0.0.1:%2$d
                            """.formatted(folder, registration.port())
                            // The test has no certificate.
                            + example.replaceAll("(?m)^ *SSL.*$", ""));
            return List.of(program("apache2"), "-D", "FOREGROUND", "-f", config.toString());
        }
    },
    OPENID_CLIENT("server.js") {
        @Override
        List<String> prepare(Path folder, Registration registration) {
            fetchPackages(folder());
            return List.of(program("node"), folder().resolve("server.js").toString());
        }
    },
    QUARKUS("src/main/resources/application.properties") {
        @Override
        List<String> prepare(Path folder, Registration registration) {
            return List.of(
                    java(),
                    "-jar",
                    build().resolve("quarkus-app/quarkus-run.jar").toString());
        }
    },
    SPRING("src/main/resources/application.properties") {
        @Override
        List<String> prepare(Path folder, Registration registration) {
            return List.of(
                    java(), "-jar", build().resolve("spring-portal-1.jar").toString());
        }
    };

    private static final String APACHE_MODULES = Stream.of(
                    "mpm_event", "authn_core", "authz_core", "authz_user", "auth_openidc", "proxy", "proxy_http")
            .map(name -> "LoadModule " + name + "_module /usr/lib/apache2/modules/mod_" + name + ".so\n")
            .collect(Collectors.joining());
    private static final Pattern ADDRESS =
            Pattern.compile("(redirect address|back-channel logout) +https://portal\\.example\\.com(/\\S+)");

    private final String settings;

    ExampleClient(String settings) {
        this.settings = settings;
    }

    /**
     * What a client has to know of its provider, and where it listens.
     *
     * @param portal host and port of what a proxy leads to
     */
    record Registration(int port, String issuer, String clientId, String secret, String portal) {
        String origin() {
            return "http://localhost:" + port;
        }
    }

    /** Returns the command that runs the client. */
    abstract List<String> prepare(Path folder, Registration registration) throws IOException;

    /** Returns the environment variables of those clients that are configured by them. */
    static Map<String, String> environment(Registration registration) {
        return Map.ofEntries(
                Map.entry("PORT", String.valueOf(registration.port())),
                Map.entry("ISSUER", registration.issuer()),
                Map.entry("CLIENT_ID", registration.clientId()),
                Map.entry("CLIENT_SECRET", registration.secret()),
                Map.entry("QUARKUS_HTTP_PORT", String.valueOf(registration.port())),
                Map.entry("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true"),
                Map.entry("QUARKUS_OIDC_AUTH_SERVER_URL", registration.issuer()),
                Map.entry("QUARKUS_OIDC_CLIENT_ID", registration.clientId()),
                Map.entry("QUARKUS_OIDC_CREDENTIALS_SECRET", registration.secret()),
                Map.entry("SERVER_PORT", String.valueOf(registration.port())),
                Map.entry("SERVER_TOMCAT_ACCESSLOG_ENABLED", "true"),
                Map.entry("SERVER_TOMCAT_ACCESSLOG_DIRECTORY", "/dev"),
                Map.entry("SERVER_TOMCAT_ACCESSLOG_PREFIX", "stdout"),
                Map.entry("SERVER_TOMCAT_ACCESSLOG_SUFFIX", ""),
                Map.entry("SERVER_TOMCAT_ACCESSLOG_FILEDATEFORMAT", ""),
                Map.entry("SERVER_TOMCAT_ACCESSLOG_BUFFERED", "false"),
                Map.entry("SPRING_SECURITY_OAUTH2_CLIENT_PROVIDER_GATEHOUSE_ISSUERURI", registration.issuer()),
                Map.entry("SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_GATEHOUSE_CLIENTID", registration.clientId()),
                Map.entry("SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_GATEHOUSE_CLIENTSECRET", registration.secret()));
    }

    /** Returns the path that the example names as {@code redirect address} or {@code back-channel logout}. */
    String path(String purpose) {
        return ADDRESS.matcher(read())
                .results()
                .filter(found -> found.group(1).equals(purpose))
                .map(found -> found.group(2))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The example has no " + purpose));
    }

    String read() {
        try {
            return Files.readString(folder().resolve(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return Path.of("examples", name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Fetches the npm packages of an example. */
    public static void fetchPackages(Path example) {
        Command.run(
                log(example),
                program("npm"),
                "ci",
                "--prefix",
                example.toString(),
                "--prefer-offline",
                "--no-audit",
                "--no-fund");
    }

    /** Builds the Maven project and returns where it is built. */
    Path build() {
        Command.run(
                log(folder()),
                "./mvnw",
                "-B",
                "-q",
                "-f",
                folder().resolve("pom.xml").toString(),
                "package");
        return folder().resolve("target");
    }

    private static Path log(Path example) {
        return Path.of("target", "example-" + example.getFileName() + "-build.log");
    }

    static String program(String name) {
        return Command.find(name)
                .orElseThrow(() -> new IllegalStateException("Install " + name))
                .toString();
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
