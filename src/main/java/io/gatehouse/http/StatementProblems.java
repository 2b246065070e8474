package io.gatehouse.http;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Maps statements that PostgreSQL refused because of a value of the request. */
final class StatementProblems {
    private static final Logger LOG = Logger.getLogger(StatementProblems.class);

    /** SQLSTATE class 22, such as a time out of range or a text with NUL. */
    private static final String DATA_EXCEPTION = "22";

    private static final String UNIQUE_VIOLATION = "23505";

    private StatementProblems() {}

    /** Returns the problem, or empty if the failure has another cause. */
    static Optional<Problem> find(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(
                        cause -> cause instanceof SQLException sql ? Stream.ofNullable(sql.getSQLState()) : Stream.of())
                .findFirst()
                .flatMap(StatementProblems::of);
    }

    private static Optional<Problem> of(String state) {
        if (state.equals(UNIQUE_VIOLATION)) {
            LOG.info("request.conflict: another request has used the same value");
            return Optional.of(
                    Problem.of(ProblemCode.CONFLICT, "Another request has used this value at the same time."));
        }
        if (state.startsWith(DATA_EXCEPTION)) {
            LOG.infof("request.invalid: SQLSTATE %s", state);
            return Optional.of(Problem.of(ProblemCode.INVALID_REQUEST, "A value is out of range."));
        }
        return Optional.empty();
    }
}
