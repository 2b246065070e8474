package io.gatehouse.audit;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The audit log: an event is recorded in the transaction of what it is about, which fails if the event cannot be recorded.
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
     * Adds the event to the caller's transaction, unless the log has one of its type about that account from the last
     * minute: for events that a client can cause as often as it likes.
     */
    @Transactional(TxType.MANDATORY)
    public void recordOnceAMinute(AuditEvent event) {
        if (!events.existsAbout(
                event.subject().orElseThrow(), event.type(), clock.instant().minusSeconds(60))) {
            record(event);
        }
    }

    /** Adds the event to the caller's transaction. */
    @Transactional(TxType.MANDATORY)
    public void record(AuditEvent event) {
        events.persist(AuditEventEntity.of(event, clock.instant()));
        recorded.fire(event);
    }

    /**
     * Returns the realm's events that pass the filter, newest first.
     *
     * @param after the event after which the page begins; the newest events if empty
     */
    @Transactional
    public List<AuditEntry> read(RealmId realm, AuditFilter filter, Optional<AuditPosition> after, int limit) {
        return entries(events.list(realm, filter, after, limit));
    }

    /**
     * Returns the events that concern an account, no matter who caused them, newest first.
     *
     * @param after the event after which the page begins; the newest events if empty
     */
    @Transactional
    public List<AuditEntry> readAbout(
            RealmId realm, AdministratorId subject, Optional<AuditPosition> after, int limit) {
        return entries(events.listAbout(realm, subject, after, limit));
    }

    /** Returns how many events of each type there were on each day in UTC; days and types without events are missing. */
    @Transactional
    public Map<LocalDate, Map<AuditEventType, Long>> countByDay(
            RealmId realm, Collection<AuditEventType> types, Instant since) {
        return events.countByDay(realm, types, since);
    }

    /** Returns the sign-ins with a password alone by programs other than browsers, one for each account and program, the latest first. */
    @Transactional
    public List<ProgramSignIn> programSignIns(RealmId realm, Instant since, int limit) {
        return events.listProgramSignIns(realm, since, limit);
    }

    private static List<AuditEntry> entries(List<AuditEventEntity> found) {
        return found.stream().map(AuditEventEntity::toEntry).toList();
    }
}
