package io.gatehouse.audit;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.Optional;

/**
 * The criteria of a query of the audit log.
 *
 * @param administrator the actor or subject of the event
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 */
public record AuditFilter(
        Optional<AuditEventType> type,
        Optional<AdministratorId> administrator,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** Matches all events. */
    public static final AuditFilter NONE =
            new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns a filter that matches the events with that actor or subject. */
    public static AuditFilter of(AdministratorId administrator) {
        return new AuditFilter(Optional.empty(), Optional.of(administrator), Optional.empty(), Optional.empty());
    }
}
