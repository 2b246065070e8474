package io.gatehouse.kernel;

import java.util.Optional;

/** Why PostgreSQL refused a statement because of a value of the request. */
public enum RefusedStatement {
    /** Another row has the value, which must be unique. */
    NOT_UNIQUE,
    /** The value is out of range or malformed, such as a text with NUL: SQLSTATE class 22. */
    INVALID_VALUE;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DATA_EXCEPTION = "22";

    /** Returns why, or empty if the failure has another cause. */
    public static Optional<RefusedStatement> find(Throwable failure) {
        return Failures.sqlState(failure).flatMap(RefusedStatement::of);
    }

    private static Optional<RefusedStatement> of(String state) {
        if (state.equals(UNIQUE_VIOLATION)) {
            return Optional.of(NOT_UNIQUE);
        }
        return state.startsWith(DATA_EXCEPTION) ? Optional.of(INVALID_VALUE) : Optional.empty();
    }
}
