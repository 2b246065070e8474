package io.gatehouse.kernel.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.store.RowFaults;
import io.gatehouse.kernel.store.StoreFakes;
import io.gatehouse.testing.LogLines;
import io.gatehouse.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void a_table_that_fails_holds_up_no_other() {
        var left = new AtomicLong(2_500);
        var failure = new IllegalStateException("table");
        ExpiringRows failing = (now, limit) -> {
            throw failure;
        };
        ExpiringRows other = (now, limit) -> {
            long deleted = Math.min(limit, left.get());
            left.addAndGet(-deleted);
            return deleted;
        };

        try (var log = LogLines.of(RowFaults.class)) {
            new Retention(
                            List.of(failing, other),
                            new Transactions(),
                            StoreFakes.rowFaults(meters),
                            TestClock.stopped())
                    .deleteExpired();
            assertThat(log.records()).extracting(LogRecord::getThrown).containsExactly(failure);
        }

        assertThat(left).hasValue(0);
        assertThat(meters.counter("gatehouse.faults", "task", "retention").count())
                .isEqualTo(1);
    }
}
