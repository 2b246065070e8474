package io.gatehouse.audit;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * An event read from the log; see {@link AuditEvent}.
 *
 * @param type an {@link AuditEventType}, or one that only a newer version knows
 */
public record AuditEntry(
        long id,
        Instant occurredAt,
        String type,
        Optional<AdministratorId> actor,
        Optional<AdministratorId> subject,
        String clientAddress,
        String userAgent,
        String requestId,
        Map<String, String> details) {

    /** Returns whether the event is of that type. */
    public boolean is(AuditEventType one) {
        return one.name().equals(type);
    }

    /** Returns the type, or empty if only a newer version knows it. */
    public Optional<AuditEventType> knownType() {
        return Arrays.stream(AuditEventType.values()).filter(this::is).findFirst();
    }

    /** Returns the position of the event in the log. */
    public AuditPosition position() {
        return new AuditPosition(occurredAt, id);
    }
}
