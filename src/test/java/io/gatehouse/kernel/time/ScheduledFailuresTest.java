package io.gatehouse.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.store.StoreFakes;
import io.gatehouse.kernel.store.StoreMonitor;
import io.gatehouse.testing.LogLines;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log lines about failed scheduled methods. */
class ScheduledFailuresTest {
    private static final SQLException GONE = new SQLException("gone", "08006");

    private final LogLines log = LogLines.of(ScheduledFailures.class);
    private final ScheduledFailures failures = new ScheduledFailures(StoreFakes.monitor());

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void an_outage_of_a_store_is_left_to_the_monitor() {
        try (LogLines monitor = LogLines.of(StoreMonitor.class)) {
            fail("sweep", GONE);
            fail("remind", new IllegalStateException(GONE));

            assertThat(log.lines()).isEmpty();
            assertThat(monitor.lines()).containsExactly("WARN store.unavailable: database (gone)");
        }
    }

    @Test
    void a_fault_of_our_own_is_an_error_each_time_with_its_trace() {
        var fault = new NullPointerException();
        fail("sweep", fault);
        fail("sweep", fault);

        assertThat(log.lines()).containsExactly("ERROR schedule.failed: sweep", "ERROR schedule.failed: sweep");
        assertThat(log.records())
                .allSatisfy(each -> assertThat(each.getThrown()).isSameAs(fault));
    }

    @Test
    void a_failure_during_shutdown_is_not_logged() {
        failures.stop(new ShutdownEvent());
        fail("sweep", new NullPointerException());

        assertThat(log.lines()).isEmpty();
    }

    private void fail(String work, Throwable failure) {
        failures.failed(new FailedExecution(new Execution(new Every(work)), failure));
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
}
