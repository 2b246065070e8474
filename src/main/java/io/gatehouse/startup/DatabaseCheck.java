package io.gatehouse.startup;

import io.gatehouse.startup.Finding.Hazard;
import io.gatehouse.startup.SchemaCheck.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** Checks that PostgreSQL accepts connections, that its password is not a common default, and what the database holds. */
public final class DatabaseCheck implements StartupCheck {
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String USERNAME = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";
    private static final Set<String> COMMON =
            Set.of("postgres", "gatehouse", "demo", "admin", "password", "secret", "changeme", "test");
    /** SQLSTATE {@code insufficient_privilege}. */
    private static final String NO_PRIVILEGE = "42501";

    private static final String TIMEOUT_SECONDS = "5";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Optional<String> url = settings.text(URL);
        if (url.isEmpty()) {
            return List.of(Finding.broken(
                    URL, "is missing", "Set it to the database, such as jdbc:postgresql://db.example.com/gatehouse."));
        }
        Properties parsed = Driver.parseURL(url.get(), settings.additionalDatabaseProperties());
        if (parsed == null) {
            return List.of(Finding.broken(URL, "is no address of PostgreSQL", "Begin it with jdbc:postgresql://."));
        }
        List<Finding> findings = new ArrayList<>();
        if (settings.text(PASSWORD)
                .filter(password -> isCommon(password, settings))
                .isPresent()) {
            findings.add(Finding.unsafe(
                    Hazard.DATABASE_PASSWORD_COMMON,
                    PASSWORD,
                    "is one that everybody tries first",
                    "Give the database user a random password."));
        }
        if (!isProtected(parsed)) {
            findings.add(
                    Finding.unsafe(
                            Hazard.DATABASE_PLAIN,
                            URL,
                            "reaches " + parsed.getProperty("PGHOST") + " without TLS, or without verifying the server",
                            "Append ?sslmode=verify-full&sslrootcert=/path/to/ca.pem, or connect through the loopback interface."));
        }
        try (Connection connection = connect(settings)) {
            MasterKeyCheck.foreign(connection, settings).ifPresent(findings::add);
            role(connection).ifPresent(findings::add);
            tables(connection, settings).ifPresent(findings::add);
            schema(connection).ifPresent(findings::add);
        } catch (SQLException e) {
            boolean tls = "verify-full".equals(parsed.getProperty("sslmode"));
            findings.add(Finding.broken(URL, "leads to no database: " + firstLine(e), remedy(e, tls)));
        }
        return findings;
    }

    private static boolean isProtected(Properties parsed) {
        return "verify-full".equals(parsed.getProperty("sslmode"))
                || Stream.of(parsed.getProperty("PGHOST", "").split(",")).allMatch(StartupSettings::isLoopback);
    }

    /** Returns the finding about a role that no permission restricts. */
    private static Optional<Finding> role(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
            return found.next() && found.getBoolean(1)
                    ? Optional.of(Finding.unsafe(
                            Hazard.DATABASE_SUPERUSER,
                            USERNAME,
                            "is a superuser, who can rewrite the audit log and run programs on the database's machine",
                            "Create a role without SUPERUSER for Gatehouse."))
                    : Optional.empty();
        }
    }

    /** Returns the finding about a role that is to create the tables and must not; another role for that is not checked. */
    private static Optional<Finding> tables(Connection connection, StartupSettings settings) throws SQLException {
        if (!settings.isTrue("quarkus.flyway.migrate-at-start")
                || !settings.text("quarkus.flyway.username").equals(settings.text(USERNAME))) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("""
                        select to_regclass('flyway_schema_history') is null
                            and not coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)""")) {
            return found.next() && found.getBoolean(1)
                    ? Optional.of(
                            Finding.broken(
                                    USERNAME,
                                    "may create no tables in this empty database",
                                    "Make it the owner of the database, or set quarkus.flyway.username and password to a role that is."))
                    : Optional.empty();
        }
    }

    /** Returns the finding about tables that other migrations have made, or that the role may not read. */
    private static Optional<Finding> schema(Connection connection) throws SQLException {
        try {
            return Schema.of(connection).foreignMigrations();
        } catch (SQLException e) {
            if (!NO_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            return Optional.of(
                    Finding.broken(
                            USERNAME,
                            "may not read the tables: " + firstLine(e),
                            "Run `gatehouse migrate` with this role here, and the owner of the tables in quarkus.flyway.username."));
        }
    }

    /**
     * Returns an unpooled connection with time-outs of 5 seconds.
     *
     * @throws SQLException if the connection fails, or the URL is not one of PostgreSQL
     */
    public static Connection connect(StartupSettings settings) throws SQLException {
        Connection connection = new Driver().connect(settings.text(URL).orElse(""), credentials(settings));
        if (connection == null) {
            throw new SQLException("not an address of PostgreSQL");
        }
        return connection;
    }

    private static boolean isCommon(String password, StartupSettings settings) {
        return COMMON.contains(password.toLowerCase(Locale.ROOT))
                || settings.text(USERNAME).filter(password::equals).isPresent();
    }

    private static Properties credentials(StartupSettings settings) {
        Properties properties = settings.additionalDatabaseProperties();
        settings.text(USERNAME).ifPresent(user -> properties.setProperty("user", user));
        settings.text(PASSWORD).ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        return properties;
    }

    /** Returns the remedy for the SQLSTATE class of the failure. */
    private static String remedy(SQLException e, boolean tls) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("28")) {
            return "Correct " + USERNAME + " and " + PASSWORD + ".";
        }
        if (state.startsWith("3D")) {
            return "Create the database, or correct its name.";
        }
        return tls
                ? "Start PostgreSQL with TLS and a certificate of that name, or correct host, port or sslrootcert."
                : "Start PostgreSQL, or correct host and port.";
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("\\.$", "");
    }
}
