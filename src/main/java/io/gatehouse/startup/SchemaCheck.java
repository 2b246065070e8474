package io.gatehouse.startup;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.api.MigrationVersion;
import org.jboss.logging.Logger;

/**
 * Refuses a database whose schema this artifact cannot use. An artifact knows the versions of the migrations that it
 * has. An older schema is refused if the start does not migrate it; a newer one names the oldest version that an
 * artifact must know.
 */
@Readiness
@Singleton
public class SchemaCheck implements HealthCheck {
    /** The migrations of this artifact, in order; a native executable has no class path to look for them. */
    static final List<String> MIGRATIONS = List.of("V1__schema.sql");
    /** The newest version of the schema that this artifact has a migration to. */
    public static final MigrationVersion KNOWN = version(MIGRATIONS.get(MIGRATIONS.size() - 1));

    /** Of the migrations by their versions; a native executable has them computed as it is built. */
    private static final Map<MigrationVersion, Integer> CHECKSUMS =
            MIGRATIONS.stream().collect(Collectors.toMap(SchemaCheck::version, SchemaCheck::checksum));

    private static final Logger LOG = Logger.getLogger(SchemaCheck.class);
    private static final String NAME = "Schema";
    private static final String HISTORY =
            "select to_regclass(quote_ident(current_schema()) || '.flyway_schema_history')";
    private static final String APPLIED =
            "select version, checksum from flyway_schema_history where success and version is not null and type <> 'DELETE'";
    private static final String OLDEST_SUPPORTED = "select oldest_supported from schema_compatibility";

    private final AgroalDataSource dataSource;
    private volatile Optional<Finding> refusal = Optional.empty();

    SchemaCheck(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The schema beside this artifact.
     *
     * @param current its version, empty if it has no table yet
     * @param foreign the versions of this artifact that another migration has made
     */
    public record Schema(Optional<MigrationVersion> current, List<MigrationVersion> foreign) {

        /** Returns the schema of the connection's database, as Flyway has recorded it. */
        public static Schema of(Connection connection) throws SQLException {
            Optional<MigrationVersion> current = Optional.empty();
            List<MigrationVersion> foreign = new ArrayList<>();
            try (Statement statement = connection.createStatement()) {
                try (ResultSet table = statement.executeQuery(HISTORY)) {
                    table.next();
                    if (table.getString(1) == null) {
                        return new Schema(current, foreign);
                    }
                }
                try (ResultSet applied = statement.executeQuery(APPLIED)) {
                    while (applied.next()) {
                        MigrationVersion version = MigrationVersion.fromVersion(applied.getString(1));
                        current = current.filter(found -> found.isNewerThan(version))
                                .or(() -> Optional.of(version));
                        int checksum = applied.getInt(2);
                        if (CHECKSUMS.getOrDefault(version, checksum) != checksum) {
                            foreign.add(version);
                        }
                    }
                }
            }
            return new Schema(current, foreign);
        }

        /** Returns the finding about a schema that other migrations than this artifact's have made. */
        public Optional<Finding> foreignMigrations() {
            return foreign.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Finding.broken(
                            "schema",
                            "was made by other migrations than this artifact's: "
                                    + foreign.stream()
                                            .map(version -> "V" + version)
                                            .collect(Collectors.joining(", ")),
                            "Start the build of Gatehouse that made it, or use another database."));
        }

        /** Returns whether a newer artifact has migrated it. */
        public boolean isNewer() {
            return current.filter(version -> version.isNewerThan(KNOWN)).isPresent();
        }

        /**
         * Returns why this artifact cannot use the schema, or empty if it can.
         *
         * @param migrated whether the start of a server migrates
         */
        public Optional<Finding> refusal(Connection connection, boolean migrated) throws SQLException {
            if (current.filter(version -> version.compareTo(KNOWN) >= 0).isPresent()) {
                return refusalBySchema(connection);
            }
            return Optional.of(Finding.broken(
                    "schema " + current.map(version -> "version " + version).orElse("without tables"),
                    "is older than this artifact, which needs version " + KNOWN,
                    migrated
                            ? "Run `gatehouse migrate`, or start an instance of this version."
                            : "Run `gatehouse migrate` first."));
        }

        private static Optional<Finding> refusalBySchema(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(OLDEST_SUPPORTED)) {
                found.next();
                MigrationVersion oldest = MigrationVersion.fromVersion(found.getString(1));
                return KNOWN.compareTo(oldest) >= 0
                        ? Optional.empty()
                        : Optional.of(Finding.broken(
                                "schema",
                                "requires an artifact that knows its version %s, and this one knows version %s"
                                        .formatted(oldest, KNOWN),
                                "Start the version of Gatehouse that has migrated it, or a later one; to return to this"
                                        + " one, restore the backup from before that migration."));
            }
        }
    }

    private static MigrationVersion version(String file) {
        return MigrationVersion.fromVersion(file.substring(1, file.indexOf("__")));
    }

    /** Returns the checksum of a migration, as Flyway computes it. */
    private static int checksum(String file) {
        var checksum = new CRC32();
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SchemaCheck.class.getResourceAsStream("/db/migration/" + file)),
                StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) checksum.getValue();
    }

    void require(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting,
            @ConfigProperty(name = "quarkus.flyway.migrate-at-start") boolean migrated)
            throws SQLException {
        Schema schema;
        try (Connection connection = dataSource.getConnection()) {
            schema = Schema.of(connection);
            refusal = schema.refusal(connection, migrated);
        }
        if (refusal.isPresent()) {
            throw new ConfigurationException(Finding.refusal(List.of(refusal.get())));
        }
        if (schema.isNewer()) {
            LOG.infof(
                    "schema.newer: it has version %s, which allows this artifact, that knows version %s",
                    schema.current().orElseThrow(), KNOWN);
        }
    }

    /** Reports whether a newer version has not made the schema one that this artifact cannot use. */
    @Override
    public HealthCheckResponse call() {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Finding> found = Schema.refusalBySchema(connection);
            if (found.isPresent() && refusal.isEmpty()) {
                LOG.errorf(
                        "schema.refused: it %s. %s",
                        found.get().problem(), found.get().remedy());
            }
            refusal = found;
        } catch (SQLException e) {
            LOG.debug("The check of the stores reports the outage", e);
        }
        return HealthCheckResponse.named(NAME).status(refusal.isEmpty()).build();
    }
}
