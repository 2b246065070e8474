package io.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RefusedStatementTest {

    @Test
    void is_found_behind_the_exceptions_of_the_persistence_layer() {
        assertThat(RefusedStatement.find(wrapped("23505"))).hasValue(RefusedStatement.NOT_UNIQUE);
        assertThat(RefusedStatement.find(wrapped("22021"))).hasValue(RefusedStatement.INVALID_VALUE);
        assertThat(RefusedStatement.find(wrapped("22008"))).hasValue(RefusedStatement.INVALID_VALUE);
    }

    @Test
    void is_found_where_the_commit_has_failed() {
        var rolledBack = new IllegalStateException("rolled back");
        rolledBack.addSuppressed(wrapped("23505"));
        assertThat(RefusedStatement.find(new IllegalStateException(rolledBack))).hasValue(RefusedStatement.NOT_UNIQUE);
    }

    @Test
    void is_nothing_that_the_request_is_not_the_cause_of() {
        assertThat(RefusedStatement.find(wrapped("23503"))).isEmpty();
        assertThat(RefusedStatement.find(wrapped("40P01"))).isEmpty();
        assertThat(RefusedStatement.find(wrapped(null))).isEmpty();
        assertThat(RefusedStatement.find(new IllegalStateException())).isEmpty();
    }

    private static Exception wrapped(String state) {
        return new IllegalStateException(new IllegalStateException(new SQLException("refused", state)));
    }
}
