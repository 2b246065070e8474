package io.gatehouse.kernel;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Distinguishes outages of the database, Redis and providers from faults of Gatehouse itself. */
public final class Outage {
    /** The part that an outage of the database names. */
    public static final String DATABASE = "database";

    /** SQLSTATE of a write to a server that is read-only, such as a former primary. */
    public static final String READ_ONLY = "25006";

    private static final Duration DATABASE_RETRY = Duration.ofSeconds(5);
    /** SQLSTATE classes: connection, resources such as disk space, operator intervention, system. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    private Outage() {}

    /** Returns the outage that caused the failure, or empty if it has another cause. */
    public static Optional<UnavailableException> find(Throwable failure) {
        return Failures.causes(failure).flatMap(cause -> of(cause).stream()).findFirst();
    }

    private static Optional<UnavailableException> of(Throwable cause) {
        if (cause instanceof UnavailableException unavailable) {
            return Optional.of(unavailable);
        }
        return cause instanceof SQLTransientConnectionException || cause instanceof SQLException sql && isOutage(sql)
                ? Optional.of(ofDatabase(cause))
                : Optional.empty();
    }

    /** Returns an outage of the database with that cause. */
    public static UnavailableException ofDatabase(Throwable cause) {
        return new UnavailableException(DATABASE, DATABASE_RETRY, cause);
    }

    /** Returns whether the server has ended the connection or accepts no writes, so that another one may serve now. */
    public static boolean isFailover(UnavailableException outage) {
        return outage.getCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().equals(READ_ONLY) || sql.getSQLState().startsWith("57P"));
    }

    private static boolean isOutage(SQLException e) {
        String state = e.getSQLState();
        // Agroal's exceptions have no state.
        return state == null
                || state.equals(READ_ONLY)
                || state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }
}
