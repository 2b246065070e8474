package io.gatehouse.audit;

import io.gatehouse.platform.AdministratorId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which events are asked for.
 *
 * @param administrator who did it, or whose account it concerns
 * @param from the earliest moment, itself included
 * @param to the latest moment, itself not included
 */
public record AuditFilter(
        Optional<AuditEventType> type,
        Optional<AdministratorId> administrator,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** Everything. */
    public static final AuditFilter NONE =
            new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Everything about or by that person. */
    public static AuditFilter of(AdministratorId administrator) {
        return new AuditFilter(Optional.empty(), Optional.of(administrator), Optional.empty(), Optional.empty());
    }
}
