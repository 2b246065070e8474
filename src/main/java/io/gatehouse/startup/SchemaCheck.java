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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jboss.logging.Logger;

/**
 * Refuses a database whose schema this artifact cannot use. An artifact knows the versions of the migrations that it
 * ships. An older schema is refused if the start does not migrate it; a newer one names the oldest version that an
 * artifact must know.
 */
@Readiness
@Singleton
public class SchemaCheck implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(SchemaCheck.class);
    private static final String NAME = "Schema";
    private static final String OLDEST_SUPPORTED = "select oldest_supported from schema_compatibility";

    private final AgroalDataSource dataSource;
    private MigrationVersion known;
    private volatile Optional<Finding> refusal = Optional.empty();

    SchemaCheck(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The schema beside this artifact.
     *
     * @param known the newest version that this artifact ships
     * @param current the version of the schema, empty if it has no table yet
     * @param missing what this artifact ships and the schema lacks
     */
    public record Schema(MigrationVersion known, Optional<MigrationVersion> current, List<MigrationVersion> missing) {

        /** Returns the schema of Flyway's database. */
        public static Schema of(Flyway flyway) {
            List<MigrationInfo> migrations = Arrays.stream(flyway.info().all())
                    .filter(MigrationInfo::isVersioned)
                    .toList();
            MigrationVersion known = migrations.stream()
                    .filter(migration -> migration.getState().isResolved())
                    .map(MigrationInfo::getVersion)
                    .max(Comparator.naturalOrder())
                    .orElse(MigrationVersion.EMPTY);
            return new Schema(
                    known,
                    migrations.stream()
                            .filter(migration -> migration.getState().isApplied())
                            .map(MigrationInfo::getVersion)
                            .max(Comparator.naturalOrder()),
                    migrations.stream()
                            .filter(migration -> !migration.getState().isApplied())
                            .map(MigrationInfo::getVersion)
                            .toList());
        }

        /**
         * Returns why this artifact cannot use the schema, or empty if it can.
         *
         * @param migrated whether the start of a server migrates
         */
        public Optional<Finding> refusal(Connection connection, boolean migrated) throws SQLException {
            if (missing.isEmpty()) {
                return refusalBySchema(known, connection);
            }
            return Optional.of(Finding.broken(
                    "schema " + current.map(version -> "version " + version).orElse("without tables"),
                    "is older than this artifact: it lacks "
                            + missing.stream().map(version -> "V" + version).collect(Collectors.joining(", ")),
                    migrated
                            ? "Run `gatehouse migrate`, or start an instance of this version."
                            : "Run `gatehouse migrate` first."));
        }

        private static Optional<Finding> refusalBySchema(MigrationVersion known, Connection connection)
                throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(OLDEST_SUPPORTED)) {
                found.next();
                MigrationVersion oldest = MigrationVersion.fromVersion(found.getString(1));
                return known.compareTo(oldest) >= 0
                        ? Optional.empty()
                        : Optional.of(Finding.broken(
                                "schema",
                                "requires an artifact that knows its version %s, and this one knows version %s"
                                        .formatted(oldest, known),
                                "Start the version of Gatehouse that has migrated it, or a later one; to return to this"
                                        + " one, restore the backup from before that migration."));
            }
        }
    }

    void require(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting,
            Flyway flyway,
            @ConfigProperty(name = "quarkus.flyway.migrate-at-start") boolean migrated)
            throws SQLException {
        Schema schema = Schema.of(flyway);
        known = schema.known();
        try (Connection connection = dataSource.getConnection()) {
            refusal = schema.refusal(connection, migrated);
        }
        if (refusal.isPresent()) {
            throw new ConfigurationException(Finding.refusal(List.of(refusal.get())));
        }
        schema.current()
                .filter(current -> current.isNewerThan(known))
                .ifPresent(current -> LOG.infof(
                        "schema.newer: it has version %s, which allows this artifact, that knows version %s",
                        current, known));
    }

    /** Reports whether a newer version has not made the schema one that this artifact cannot use. */
    @Override
    public HealthCheckResponse call() {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Finding> found = Schema.refusalBySchema(known, connection);
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
