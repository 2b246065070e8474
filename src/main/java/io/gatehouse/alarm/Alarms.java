package io.gatehouse.alarm;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Raises alarms: records an audit event and mails the System Administrators of the realm. */
@ApplicationScoped
public class Alarms {
    private static final Duration REPEAT_AFTER = Duration.ofHours(1);

    private final AlarmEntity.Repository alarms;
    private final AlarmMails mails;
    private final AuditLog audit;
    private final Clock clock;
    private final Event<Alarm> events;

    Alarms(AlarmEntity.Repository alarms, AlarmMails mails, AuditLog audit, Clock clock, Event<Alarm> events) {
        this.alarms = alarms;
        this.mails = mails;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Raises the alarm in the caller's transaction, unless the same alarm was raised within the last hour.
     *
     * @param requester the requester that caused it
     */
    @Transactional(TxType.MANDATORY)
    public void raise(RealmId realm, Alarm alarm, Requester requester) {
        Instant now = clock.instant();
        if (!alarms.raise(realm, alarm, now, now.minus(REPEAT_AFTER))) {
            return;
        }
        Map<String, String> details = new HashMap<>(alarm.details());
        details.put("cause", alarm.mail().name());
        audit.record(AuditEvent.about(alarm.subject(), AuditEventType.ALARM_RAISED, realm, requester, details));
        mails.post(realm, alarm, requester, now);
        events.fire(alarm);
    }
}
