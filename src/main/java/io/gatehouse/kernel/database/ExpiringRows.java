package io.gatehouse.kernel.database;

import java.time.Instant;

/** A table whose rows are deleted some time after they have expired. */
public interface ExpiringRows {

    /** Deletes at most that many rows that are no longer needed, and returns their number. */
    long deleteExpired(Instant now, int limit);
}
