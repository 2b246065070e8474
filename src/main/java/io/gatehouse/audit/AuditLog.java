package io.gatehouse.audit;

import io.gatehouse.platform.AdministratorId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;

/** Keeps what happened, in the transaction in which it happens: without its row nothing has happened. */
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
     * minute: for what somebody can make happen as often as they like.
     */
    @Transactional(TxType.MANDATORY)
    public void recordOnceAMinute(AuditEvent event) {
        long known = events.count(
                "subjectId = ?1 and type = ?2 and occurredAt > ?3",
                event.subject().orElseThrow().value(),
                event.type(),
                clock.instant().minusSeconds(60));
        if (known == 0) {
            record(event);
        }
    }

    /** Adds the event to the caller's transaction. */
    @Transactional(TxType.MANDATORY)
    public void record(AuditEvent event) {
        var entity = new AuditEventEntity();
        entity.occurredAt = clock.instant();
        entity.type = event.type();
        entity.realmId = event.realm().value();
        entity.actorId = event.actor().map(AdministratorId::value).orElse(null);
        entity.subjectId = event.subject().map(AdministratorId::value).orElse(null);
        entity.clientAddress = event.requester().address();
        entity.userAgent = event.requester().userAgent();
        entity.requestId = event.requester().requestId();
        entity.details = event.details();
        events.persist(entity);
        recorded.fire(event);
    }
}
