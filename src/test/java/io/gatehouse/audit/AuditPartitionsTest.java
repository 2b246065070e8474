package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.TestClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditPartitionsTest {
    private final List<LocalDate> added = new ArrayList<>();
    private final List<Instant> dropped = new ArrayList<>();
    private final TestClock clock = TestClock.stopped();
    private final AuditPartitions partitions =
            new AuditPartitions(new Recording(), Defaults.of(AuditConfig.class), clock);

    @Test
    void creates_those_of_this_month_and_the_next_three() {
        partitions.maintain();
        assertThat(added)
                .containsExactly(
                        LocalDate.parse("2030-01-15"),
                        LocalDate.parse("2030-02-15"),
                        LocalDate.parse("2030-03-15"),
                        LocalDate.parse("2030-04-15"));
    }

    @Test
    void drops_those_that_ended_400_days_ago() {
        partitions.maintain();
        assertThat(dropped).containsExactly(Instant.parse("2028-12-11T12:00:00Z"));
    }

    private final class Recording extends AuditEventEntity.Repository {
        @Override
        void addPartition(LocalDate day) {
            added.add(day);
        }

        @Override
        int dropPartitions(Instant before) {
            dropped.add(before);
            return 1;
        }
    }
}
