package io.gatehouse.audit;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Locale;

/**
 * Counts what happened, {@code gatehouse.events} by {@code type}, once its transaction has committed: sign-ins and the ways
 * they fail among it.
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
