package io.gatehouse.audit;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The criteria of a query of the audit log; an empty one matches all events.
 *
 * @param administrators actors or subjects of the event
 * @param clientAddress literal form of an IP address
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 */
public record AuditFilter(
        Optional<AuditEventType> type,
        Set<AdministratorId> administrators,
        Optional<String> clientAddress,
        Optional<String> requestId,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** Matches all events. */
    public static final AuditFilter NONE = of(Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

    /** Returns a filter that does not restrict client address and request. */
    public static AuditFilter of(
            Optional<AuditEventType> type,
            Set<AdministratorId> administrators,
            Optional<Instant> from,
            Optional<Instant> to) {
        return new AuditFilter(type, administrators, Optional.empty(), Optional.empty(), from, to);
    }
}
