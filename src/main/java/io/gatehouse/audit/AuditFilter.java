package io.gatehouse.audit;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which events to read.
 *
 * @param administrator who caused the event, or whose account it concerns
 * @param from the earliest moment, itself included
 * @param to the latest moment, itself not included
 */
public record AuditFilter(
        Optional<AuditEventType> type,
        Optional<AdministratorId> administrator,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** Passes every event. */
    public static final AuditFilter NONE =
            new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Passes the events that the administrator caused and those that concern the account. */
    public static AuditFilter of(AdministratorId administrator) {
        return new AuditFilter(Optional.empty(), Optional.of(administrator), Optional.empty(), Optional.empty());
    }
}
