package io.gatehouse.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import io.quarkus.scheduler.Trigger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log lines about failed scheduled methods. */
class ScheduledFailuresTest {
    private static final SQLException GONE = new SQLException("gone", "08006");

    private final Logger log = Logger.getLogger(ScheduledFailures.class.getName());
    private final List<LogRecord> said = new ArrayList<>();
    private final Handler capture = new Capture();
    private final ScheduledFailures failures = new ScheduledFailures();

    @BeforeEach
    void listen() {
        log.addHandler(capture);
    }

    @AfterEach
    void stopListening() {
        log.removeHandler(capture);
    }

    @Test
    void an_outage_is_logged_when_it_begins_and_when_it_ends() {
        fail("sweep", GONE);
        fail("sweep", new IllegalStateException(GONE));
        fail("remind", GONE);
        succeed("sweep");
        succeed("sweep");

        assertThat(said)
                .extracting(each -> each.getLevel().getName() + " " + each.getMessage())
                .containsExactly(
                        "WARN schedule.unavailable: sweep (database); retried until it succeeds",
                        "WARN schedule.unavailable: remind (database); retried until it succeeds",
                        "INFO schedule.resumed: sweep");
        assertThat(said).extracting(LogRecord::getThrown).containsOnlyNulls();
    }

    @Test
    void a_fault_of_our_own_is_an_error_each_time_with_its_trace() {
        var fault = new NullPointerException();
        fail("sweep", fault);
        fail("sweep", fault);

        assertThat(said).hasSize(2).allSatisfy(each -> {
            assertThat(each.getLevel().getName()).isEqualTo("ERROR");
            assertThat(each.getMessage()).isEqualTo("schedule.failed: sweep");
            assertThat(each.getThrown()).isSameAs(fault);
        });
    }

    @Test
    void a_failure_during_shutdown_is_not_logged() {
        failures.stop(new ShutdownEvent());
        fail("sweep", new NullPointerException());

        assertThat(said).isEmpty();
    }

    private void fail(String work, Throwable failure) {
        failures.failed(new FailedExecution(new Execution(new Every(work)), failure));
    }

    private void succeed(String work) {
        failures.succeeded(new SuccessfulExecution(new Execution(new Every(work))));
    }

    private record Execution(Trigger getTrigger) implements ScheduledExecution {
        @Override
        public Instant getFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getScheduledFireTime() {
            return Instant.EPOCH;
        }
    }

    private record Every(String getMethodDescription) implements Trigger {
        @Override
        public String getId() {
            return getMethodDescription;
        }

        @Override
        public Instant getNextFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getPreviousFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public boolean isOverdue() {
            return false;
        }
    }

    private final class Capture extends Handler {
        @Override
        public void publish(LogRecord line) {
            said.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
