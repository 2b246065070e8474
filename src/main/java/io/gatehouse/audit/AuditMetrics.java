package io.gatehouse.audit;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Locale;

/**
 * Counts audit events, such as sign-ins and their failures, as {@code gatehouse.events} by {@code type} after their
 * transaction commits.
 */
@ApplicationScoped
class AuditMetrics {
    private final MeterRegistry meters;

    AuditMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void recorded(@Observes(during = TransactionPhase.AFTER_SUCCESS) AuditEvent event) {
        meters.counter("gatehouse.events", "type", event.type().name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
