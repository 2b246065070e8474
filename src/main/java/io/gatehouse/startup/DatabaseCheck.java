package io.gatehouse.startup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.postgresql.Driver;

/** Checks that PostgreSQL accepts connections and that its password is not a common default. */
public final class DatabaseCheck implements StartupCheck {
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String USERNAME = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";
    private static final Set<String> COMMON =
            Set.of("postgres", "gatehouse", "demo", "admin", "password", "secret", "changeme", "test");
    private static final String TIMEOUT_SECONDS = "5";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Optional<String> url = settings.text(URL);
        if (url.isEmpty()) {
            return List.of(Finding.broken(
                    URL, "is missing", "Set it to the database, such as jdbc:postgresql://db.example.com/gatehouse."));
        }
        List<Finding> findings = new ArrayList<>();
        if (settings.text(PASSWORD)
                .filter(password -> isCommon(password, settings))
                .isPresent()) {
            findings.add(Finding.unsafe(
                    PASSWORD, "is one that everybody tries first", "Give the database user a random password."));
        }
        try (Connection connection = connect(settings)) {
            if (connection == null) {
                findings.add(Finding.broken(URL, "is no address of PostgreSQL", "Begin it with jdbc:postgresql://."));
            }
        } catch (SQLException e) {
            findings.add(Finding.broken(URL, "leads to no database: " + firstLine(e), remedy(e)));
        }
        return findings;
    }

    /**
     * Returns an unpooled connection with time-outs of 5 seconds, or null if the URL is not one of PostgreSQL.
     *
     * @throws SQLException if the connection fails
     */
    public static Connection connect(StartupSettings settings) throws SQLException {
        return new Driver().connect(settings.text(URL).orElse(""), credentials(settings));
    }

    /** Returns Flyway for the configured database. */
    public static Flyway flyway(StartupSettings settings) {
        return Flyway.configure()
                .dataSource(
                        settings.text(URL).orElse(""),
                        settings.text(USERNAME).orElse(null),
                        settings.text(PASSWORD).orElse(null))
                .load();
    }

    private static boolean isCommon(String password, StartupSettings settings) {
        return COMMON.contains(password.toLowerCase(Locale.ROOT))
                || settings.text(USERNAME).filter(password::equals).isPresent();
    }

    private static Properties credentials(StartupSettings settings) {
        var properties = new Properties();
        settings.text(USERNAME).ifPresent(user -> properties.setProperty("user", user));
        settings.text(PASSWORD).ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        return properties;
    }

    /** Returns the remedy for the SQLSTATE class of the failure. */
    private static String remedy(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("28")) {
            return "Correct " + USERNAME + " and " + PASSWORD + ".";
        }
        if (state.startsWith("3D")) {
            return "Create the database, or correct its name.";
        }
        return "Start PostgreSQL, or correct host and port.";
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
