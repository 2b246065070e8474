package io.gatehouse.kernel;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;

/** Distinguishes outages of the database, Redis and providers from faults of Gatehouse itself. */
public final class Outage {
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(5);

    private Outage() {}

    /** Returns the outage that caused the failure, or empty if it has another cause. */
    public static Optional<UnavailableException> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnavailableException unavailable) {
                return Optional.of(unavailable);
            }
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLException sql && isConnectionFailure(sql)) {
                return Optional.of(new UnavailableException("database", DATABASE_RETRY, cause));
            }
        }
        return Optional.empty();
    }

    /**
     * Checks for the SQLSTATE classes 08 connection, 53 resources, 57 operator intervention; Agroal's exceptions have
     * no state.
     */
    private static boolean isConnectionFailure(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }
}
