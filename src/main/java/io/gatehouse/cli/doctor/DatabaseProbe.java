package io.gatehouse.cli.doctor;

import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.database.DatabaseStore;
import io.gatehouse.startup.DatabaseCheck;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.SchemaCheck;
import io.gatehouse.startup.SchemaCheck.Schema;
import io.gatehouse.startup.StartupSettings;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Checks the connection to PostgreSQL, its clock against this machine's, its schema version, that it accepts writes, and that its
 * passkeys are of the public URL's host.
 */
final class DatabaseProbe implements Probe {
    private static final String PART = "database";
    private static final String CLOCK = "clock";
    private static final String PASSKEYS = "passkeys";
    private static final String PUBLIC_URL = "gatehouse.public-url";
    private static final Duration MOST_SKEW = Duration.ofSeconds(5);

    private final Clock localClock = Clock.systemUTC();

    @Override
    public List<Diagnosis> examine(StartupSettings settings) {
        try (Connection connection = DatabaseCheck.connect(settings)) {
            return examine(connection, settings);
        } catch (SQLException e) {
            // The check of the settings has tried the same connection, and reports the failure.
            return List.of();
        }
    }

    private List<Diagnosis> examine(Connection connection, StartupSettings settings) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        try {
            diagnoses.add(schema(connection, settings));
            diagnoses.add(clock(connection));
            if (Schema.of(connection).current().isPresent() && diagnoses.get(0).well()) {
                passkeys(connection, settings).ifPresent(diagnoses::add);
            }
        } catch (SQLException e) {
            diagnoses.add(Diagnosis.failed(
                    PART,
                    "cannot be read: " + Outage.ofDatabase(e).reason(),
                    "Give this role the rights on the tables, by `gatehouse migrate`."));
        }
        return diagnoses;
    }

    private static Diagnosis schema(Connection connection, StartupSettings settings) throws SQLException {
        String server = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
        boolean migrated = settings.isTrue("quarkus.flyway.migrate-at-start");
        Schema found = Schema.of(connection);
        if (found.current().isEmpty() && migrated) {
            return Diagnosis.passed(PART, server + ", empty; the first start or `gatehouse migrate` fills it");
        }
        Optional<Finding> refusal = found.refusal(connection, migrated);
        if (refusal.isPresent()) {
            String problem = refusal.get().property() + " " + refusal.get().problem();
            return Diagnosis.failed(PART, server + ", " + problem, refusal.get().remedy());
        }
        MigrationVersion current = found.current().orElseThrow();
        String version = server + ", schema version " + current;
        return writing(
                connection,
                found.isNewer()
                        ? version + ", which allows this artifact, that knows version " + SchemaCheck.KNOWN
                        : version);
    }

    private static Diagnosis writing(Connection connection, String version) {
        try {
            DatabaseStore.write(connection);
            return Diagnosis.passed(PART, version + ", accepts writes");
        } catch (SQLException e) {
            return Diagnosis.failed(
                    PART,
                    version + ", accepts no writes: " + Outage.ofDatabase(e).reason(),
                    "Give it disk space, or correct quarkus.datasource.jdbc.url if it is a replica.");
        }
    }

    /** Returns the passkeys that were created for another host than that of the public URL, or empty if there are none. */
    private static Optional<Diagnosis> passkeys(Connection connection, StartupSettings settings) throws SQLException {
        Optional<String> host = settings.text(PUBLIC_URL)
                .filter(StartupSettings::isHttp)
                .map(url -> URI.create(url).getHost().toLowerCase(Locale.ROOT));
        try (PreparedStatement statement =
                connection.prepareStatement("select count(*), min(rp_id) from passkey where rp_id < ? or rp_id > ?")) {
            statement.setString(1, host.orElse(""));
            statement.setString(2, host.orElse(""));
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                long count = found.getLong(1);
                String other = found.getString(2);
                return host.filter(any -> count > 0)
                        .map(here -> Diagnosis.failed(
                                PASSKEYS,
                                "%d were created for another host than %s, such as %s: no browser can use them"
                                        .formatted(count, here, other),
                                "Set gatehouse.public-url to the former host, or let their owners add new ones."));
            }
        }
    }

    private Diagnosis clock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Instant before = localClock.instant();
            try (ResultSet found = statement.executeQuery("select clock_timestamp()")) {
                found.next();
                Duration roundTrip = Duration.between(before, localClock.instant());
                Instant databaseTime = found.getObject(1, OffsetDateTime.class).toInstant();
                Duration skew = Duration.between(before.plus(roundTrip.dividedBy(2)), databaseTime)
                        .abs();
                String says = skew.toMillis() + " ms apart from the database's";
                return skew.compareTo(MOST_SKEW) <= 0
                        ? Diagnosis.passed(CLOCK, says)
                        : Diagnosis.failed(
                                CLOCK,
                                says,
                                "Keep both machines' time by NTP: portals validate tokens by theirs, Gatehouse by the database's.");
            }
        }
    }
}
