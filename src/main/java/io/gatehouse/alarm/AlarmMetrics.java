package io.gatehouse.alarm;

import io.gatehouse.delivery.message.MailKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.stream.Stream;

/** Counts alarms as {@code gatehouse.alarms} by {@code cause} after their transaction commits. */
@Singleton
class AlarmMetrics implements MeterBinder {
    private final MeterRegistry meters;

    AlarmMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Stream.of(MailKind.values()).filter(MailKind::isAlarm).forEach(this::counter);
    }

    void raised(@Observes(during = TransactionPhase.AFTER_SUCCESS) Alarm alarm) {
        counter(alarm.mail()).increment();
    }

    private Counter counter(MailKind cause) {
        return Counter.builder("gatehouse.alarms")
                .description("Alarms raised")
                .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
