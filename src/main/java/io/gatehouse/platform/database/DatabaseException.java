package io.gatehouse.platform.database;

import java.sql.SQLException;

/** A statement failed; whether the database is out of reach, {@link io.gatehouse.platform.Outage} tells by the cause. */
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super(cause);
    }
}
