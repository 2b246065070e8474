package io.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distinguishes outages from other failures. */
class OutageTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01"})
    void a_database_that_does_not_answer_is_an_outage(String state) {
        var failure = new IllegalStateException(new SQLException("gone", state));

        assertThat(Outage.find(failure)).get().hasToString(UnavailableException.class.getName() + ": database");
    }

    @Test
    void so_is_a_pool_without_a_connection() {
        assertThat(Outage.find(new SQLException("Acquisition timeout"))).isPresent();
        assertThat(Outage.find(new SQLTransientConnectionException("gone", "99999")))
                .isPresent();
    }

    @Test
    void an_unavailable_exception_is_kept() {
        var redis = new UnavailableException("redis", Duration.ofSeconds(1), null);

        assertThat(Outage.find(new IllegalStateException(redis))).containsSame(redis);
    }

    @Test
    void a_statement_that_the_database_rejects_is_a_fault() {
        assertThat(Outage.find(new SQLException("duplicate key", "23505"))).isEmpty();
        assertThat(Outage.find(new NullPointerException())).isEmpty();
    }
}
