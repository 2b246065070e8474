package io.gatehouse.alarm;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Locale;

/** Counts alarms as {@code gatehouse.alarms} by {@code cause} after their transaction commits. */
@ApplicationScoped
class AlarmMetrics {
    private final MeterRegistry meters;

    AlarmMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void raised(@Observes(during = TransactionPhase.AFTER_SUCCESS) Alarm alarm) {
        meters.counter("gatehouse.alarms", "cause", alarm.mail().name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
