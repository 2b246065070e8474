package io.gatehouse.audit;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;

/** Keeps what happened, in the transaction in which it happens: without its row nothing has happened. */
@ApplicationScoped
public class AuditLog {
    private final Sql sql;
    private final Clock clock;
    private final Event<AuditEvent> recorded;

    AuditLog(Sql sql, Clock clock, Event<AuditEvent> recorded) {
        this.sql = sql;
        this.clock = clock;
        this.recorded = recorded;
    }

    /**
     * Adds the event to the caller's transaction, unless the log has one of its type about that account from the last
     * minute: for what somebody can make happen as often as they like.
     */
    @Transactional(TxType.MANDATORY)
    public void recordOnceAMinute(AuditEvent event) {
        long known = sql.statement("""
                        select count(*) from audit_event
                        where subject_id = :subject and type = :type and occurred_at > :since""")
                .with("subject", event.subject().orElseThrow().value())
                .with("type", event.type())
                .with("since", clock.instant().minusSeconds(60))
                .number();
        if (known == 0) {
            record(event);
        }
    }

    /** Adds the event to the caller's transaction. */
    @Transactional(TxType.MANDATORY)
    public void record(AuditEvent event) {
        sql.statement("""
                        insert into audit_event (id, occurred_at, type, realm_id, actor_id, subject_id,
                            client_address, user_agent, request_id, details)
                        values (nextval('audit_event_seq'), :now, :type, :realm, :actor, :subject,
                            :address, :userAgent, :requestId, cast(:details as jsonb))""")
                .with("now", clock.instant())
                .with("type", event.type())
                .with("realm", event.realm().value())
                .with("actor", event.actor().map(AdministratorId::value).orElse(null))
                .with("subject", event.subject().map(AdministratorId::value).orElse(null))
                .with("address", event.requester().address())
                .with("userAgent", event.requester().userAgent())
                .with("requestId", event.requester().requestId())
                .with("details", event.details())
                .update();
        recorded.fire(event);
    }
}
