package io.gatehouse.platform.readiness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What the database holds, asked without Flyway: a start on a database that is up to date needs none of it. */
public final class Schema {

    /** The version of the newest migration. */
    static final int NEWEST = 1;

    private Schema() {}

    /**
     * The version of the newest migration that has been applied; nothing if none ever was.
     *
     * @throws SQLException if the database does not answer, or does not say
     */
    public static Optional<Integer> version(Connection connection) throws SQLException {
        if (!answer(connection, "select to_regclass('flyway_schema_history') is not null")
                .equals("t")) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        answer(connection, "select max(cast(version as int)) from flyway_schema_history where success"))
                .map(Integer::valueOf);
    }

    /** Whether nothing is left to migrate, as far as the database says. */
    static boolean isCurrent(Connection connection) {
        try {
            return version(connection).orElse(0) >= NEWEST;
        } catch (SQLException e) {
            // Flyway meets the same, and tells of it.
            return false;
        }
    }

    private static String answer(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }
}
