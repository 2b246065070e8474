package io.gatehouse.platform;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;

/** Tells a part that does not answer from a fault of Gatehouse's own. */
public final class Outage {
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(5);

    private Outage() {}

    /** The part that did not answer, if that is why this failed. */
    public static Optional<UnavailableException> behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnavailableException unavailable) {
                return Optional.of(unavailable);
            }
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLException sql && isConnectionTrouble(sql)) {
                return Optional.of(new UnavailableException("database", DATABASE_RETRY, cause));
            }
        }
        return Optional.empty();
    }

    /** Classes 08 connection, 53 resources, 57 operator intervention of the SQL standard's states; Agroal has none. */
    private static boolean isConnectionTrouble(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }
}
