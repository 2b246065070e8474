package io.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distinguishes outages from other failures. */
class OutageTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "25006", "53100", "57P01", "58030"})
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
    void so_is_a_failed_commit() {
        var rolledBack = new IllegalStateException("rolled back");
        rolledBack.addSuppressed(new SQLException("terminating connection", "57P01"));

        assertThat(Outage.find(rolledBack)).isPresent();
    }

    @Test
    void a_server_that_is_read_only_or_ends_the_connection_hints_at_a_failover() {
        assertThat(isFailover("25006")).isTrue();
        assertThat(isFailover("57P01")).isTrue();
        assertThat(isFailover("53100")).isFalse();
        assertThat(isFailover(null)).isFalse();
    }

    private static boolean isFailover(String state) {
        return Outage.isFailover(Outage.ofDatabase(new SQLException("why", state)));
    }

    @Test
    void its_reason_is_the_first_line_of_the_innermost_cause_that_gives_one() {
        var disk =
                new SQLException("ERROR: could not extend file: No space left on device\n  Hint: Free space.", "53100");
        assertThat(Outage.ofDatabase(disk).reason()).isEqualTo("ERROR: could not extend file: No space left on device");
        assertThat(Outage.ofDatabase(new SQLException("I/O error", new TimeoutException()))
                        .reason())
                .isEqualTo("I/O error");
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
