package io.gatehouse.audit;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records and reads audit events. An event is recorded in the transaction of the change, which fails if the event
 * cannot be recorded.
 */
@ApplicationScoped
public class AuditLog {
    private final AuditEventEntity.Repository events;
    private final Clock clock;
    private final Event<AuditEvent> recorded;

    AuditLog(AuditEventEntity.Repository events, Clock clock, Event<AuditEvent> recorded) {
        this.events = events;
        this.clock = clock;
        this.recorded = recorded;
    }

    /**
     * Records the event in the caller's transaction, unless one of the same type and account was recorded within the
     * last minute; for events that a client can cause without limit.
     */
    @Transactional(TxType.MANDATORY)
    public void recordOncePerMinute(AuditEvent event) {
        if (!events.existsAbout(
                event.subject().orElseThrow(), event.type(), clock.instant().minusSeconds(60))) {
            record(event);
        }
    }

    /** Records the event in the caller's transaction. */
    @Transactional(TxType.MANDATORY)
    public void record(AuditEvent event) {
        events.persist(AuditEventEntity.of(event, clock.instant()));
        recorded.fire(event);
    }

    /**
     * Returns the realm's events that match the filter, newest first.
     *
     * @param after the position after which the page begins; the newest events if empty
     */
    @Transactional
    public List<AuditEntry> read(RealmId realm, AuditFilter filter, Optional<AuditPosition> after, int limit) {
        return entries(events.list(realm, filter, after, limit));
    }

    /**
     * Returns the events that concern an account, by any actor, newest first.
     *
     * @param after the position after which the page begins; the newest events if empty
     */
    @Transactional
    public List<AuditEntry> readAbout(
            RealmId realm, AdministratorId subject, Optional<AuditPosition> after, int limit) {
        return entries(events.listAbout(realm, subject, after, limit));
    }

    /** Returns the events of that type about these accounts, by account, one each. */
    @Transactional
    public Map<AdministratorId, AuditEntry> readAbout(
            RealmId realm, AuditEventType type, Collection<AdministratorId> subjects) {
        return subjects.isEmpty()
                ? Map.of()
                : entries(events.list(realm, type, subjects)).stream()
                        .collect(Collectors.toMap(
                                entry -> entry.subject().orElseThrow(), Function.identity(), (one, other) -> one));
    }

    /** Returns the number of events by day in UTC and type; days and types without events are missing. */
    @Transactional
    public Map<LocalDate, Map<AuditEventType, Long>> countByDay(
            RealmId realm, Collection<AuditEventType> types, Instant since) {
        return events.countByDay(realm, types, since);
    }

    /**
     * Returns the sign-ins with only a password by programs other than browsers, one per account and program, the
     * latest first.
     */
    @Transactional
    public List<ProgramSignIn> programSignIns(RealmId realm, Instant since, int limit) {
        return events.listProgramSignIns(realm, since, limit);
    }

    private static List<AuditEntry> entries(List<AuditEventEntity> found) {
        return found.stream().map(AuditEventEntity::toEntry).toList();
    }

    /**
     * Counts audit events, such as sign-ins and their failures, as {@code gatehouse.events} by {@code type} after their
     * transaction commits.
     */
    @Singleton
    static class AuditMetrics implements MeterBinder {
        private final MeterRegistry meters;

        AuditMetrics(MeterRegistry meters) {
            this.meters = meters;
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            Stream.of(AuditEventType.values()).forEach(this::counter);
        }

        void recorded(@Observes(during = TransactionPhase.AFTER_SUCCESS) AuditEvent event) {
            counter(event.type()).increment();
        }

        private Counter counter(AuditEventType type) {
            return Counter.builder("gatehouse.events")
                    .description("Audit events recorded, such as sign-ins and the ways they fail")
                    .tag("type", type.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }
}
