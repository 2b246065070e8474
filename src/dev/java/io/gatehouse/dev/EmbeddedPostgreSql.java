package io.gatehouse.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A PostgreSQL server on a free port of the loopback interface, with temporary data. */
final class EmbeddedPostgreSql {

    static final String USER = "postgres";

    private static final String WORKING_DIRECTORY = "ot.epg.working-dir";

    private EmbeddedPostgreSql() {}

    /** Starts the server and returns its JDBC URL; the server stops with this JVM. */
    static String start() throws IOException {
        refuseRootWithoutNamespaces();
        // One directory per user: the library's shared default in the temporary directory fails for a second user.
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "gatehouse", "postgresql");
        System.setProperty(WORKING_DIRECTORY, cache.toString());
        // Data beside the binaries: there the library stops and removes servers left by a killed JVM.
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(cache.resolve(UUID.randomUUID().toString()))
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .start();
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    private static void refuseRootWithoutNamespaces() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name")) && Files.isDirectory(Path.of("/proc"));
        if (root && !LinuxUtils.isUnshareAvailable()) {
            throw new IOException("PostgreSQL refuses to run as root, and this host forbids user namespaces."
                    + " Start Gatehouse as an ordinary user, or set QUARKUS_DATASOURCE_JDBC_URL.");
        }
    }
}
