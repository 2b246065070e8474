package io.gatehouse.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A Redis and a PostgreSQL with TLS, each with a certificate of {@code localhost}. */
public final class TlsStores {
    private TlsStores() {}

    /** Returns a PEM file with a certificate that no server of the tests shows. */
    public static Path otherCertificate() {
        return new SelfSignedCertificate(folder()).certificate();
    }

    /** A Redis that accepts connections with TLS and password. */
    public static final class TlsRedis implements AutoCloseable {
        private static final String PASSWORD = "fQ7w2Lr9";

        private final List<Integer> ports = Ports.free(2);
        private final SelfSignedCertificate certificate = new SelfSignedCertificate(folder());
        private final RedisProcess process = RedisProcess.withTls(ports.get(0), ports.get(1), certificate, PASSWORD);

        /** Returns the file with its certificate. */
        public Path certificate() {
            return certificate.certificate();
        }

        /** Returns the settings of an instance that reaches it by that name and trusts that file. */
        public Map<String, String> settings(String host, Path trusted) {
            return Map.of(
                    "quarkus.redis.hosts",
                    "rediss://" + host + ":" + ports.get(1),
                    "quarkus.redis.password",
                    PASSWORD,
                    "gatehouse.trusted-certificates",
                    trusted.toString());
        }

        @Override
        public void close() {
            process.kill();
        }
    }

    /** A PostgreSQL that accepts connections with TLS. */
    public static final class TlsPostgres implements AutoCloseable {
        private static final String USER = "postgres";

        private final SelfSignedCertificate certificate = new SelfSignedCertificate(folder());
        private final EmbeddedPostgres server;

        /** Starts it. */
        public TlsPostgres() {
            try {
                // PostgreSQL refuses a key that others can read.
                Files.setPosixFilePermissions(certificate.key(), PosixFilePermissions.fromString("rw-------"));
                server = EmbeddedPostgres.builder()
                        .setDataDirectory(Path.of(System.getProperty("ot.epg.working-dir"))
                                .resolve(UUID.randomUUID().toString()))
                        .setLocaleConfig("locale", "C")
                        .setServerConfig("ssl", "on")
                        .setServerConfig(
                                "ssl_cert_file", certificate.certificate().toString())
                        .setServerConfig("ssl_key_file", certificate.key().toString())
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns the file with its certificate. */
        public Path certificate() {
            return certificate.certificate();
        }

        /** Returns the settings of an instance that reaches it by that name and trusts that file. */
        public Map<String, String> settings(String host, Path trusted) {
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    "jdbc:postgresql://" + host + ":" + server.getPort() + "/postgres?sslmode=verify-full&sslrootcert="
                            + trusted,
                    "quarkus.datasource.username",
                    USER,
                    "quarkus.datasource.password",
                    USER);
        }

        /** Returns the number of connections of an instance with TLS, or without. */
        public int connections(boolean tls) throws SQLException {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement();
                    var found =
                            statement.executeQuery("select count(*) from pg_stat_ssl join pg_stat_activity using (pid)"
                                    + " where client_addr is not null and pid <> pg_backend_pid() and ssl = " + tls)) {
                found.next();
                return found.getInt(1);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("tls");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
