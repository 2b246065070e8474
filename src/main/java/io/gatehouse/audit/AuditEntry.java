package io.gatehouse.audit;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An event read from the log; see {@link AuditEvent}. */
public record AuditEntry(
        long id,
        Instant occurredAt,
        AuditEventType type,
        Optional<AdministratorId> actor,
        Optional<AdministratorId> subject,
        String clientAddress,
        String userAgent,
        String requestId,
        Map<String, String> details) {

    /** Returns the position of the event in the log. */
    public AuditPosition position() {
        return new AuditPosition(occurredAt, id);
    }
}
