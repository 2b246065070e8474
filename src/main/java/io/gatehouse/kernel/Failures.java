package io.gatehouse.kernel;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks through a failure. */
public final class Failures {
    private Failures() {}

    /**
     * Returns the failure, its causes and what they suppress, the outermost first: a failed commit is suppressed in the
     * exception of its transaction.
     */
    public static Stream<Throwable> causes(Throwable failure) {
        return failure == null
                ? Stream.empty()
                : Stream.of(
                                Stream.of(failure),
                                Arrays.stream(failure.getSuppressed()).flatMap(Failures::causes),
                                causes(failure.getCause()))
                        .flatMap(each -> each);
    }

    /** Returns the SQLSTATE of the failed statement, or empty if none failed. */
    public static Optional<String> sqlState(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .flatMap(cause -> Stream.ofNullable(((SQLException) cause).getSQLState()))
                .findFirst();
    }
}
