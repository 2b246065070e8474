package io.gatehouse.startup;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
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
    /** The newest version of the schema that this artifact has a migration to. */
    public static final MigrationVersion KNOWN = MigrationVersion.fromVersion("1");

    private static final Logger LOG = Logger.getLogger(SchemaCheck.class);
    private static final String NAME = "Schema";
    private static final String APPLIED =
            "select version from flyway_schema_history where success and version is not null";
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
     */
    public record Schema(Optional<MigrationVersion> current) {

        /** Returns the schema of the connection's database, as Flyway has recorded it. */
        public static Schema of(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                try (ResultSet table = statement.executeQuery("select to_regclass('flyway_schema_history')")) {
                    table.next();
                    if (table.getString(1) == null) {
                        return new Schema(Optional.empty());
                    }
                }
                Optional<MigrationVersion> current = Optional.empty();
                try (ResultSet applied = statement.executeQuery(APPLIED)) {
                    while (applied.next()) {
                        MigrationVersion version = MigrationVersion.fromVersion(applied.getString(1));
                        current = current.filter(found -> found.isNewerThan(version))
                                .or(() -> Optional.of(version));
                    }
                }
                return new Schema(current);
            }
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
