package io.gatehouse.administration.phonereset;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A pending request to remove an administrator's phone number.
 *
 * @param needsApproval whether another System Administrator must approve it
 * @param dueAt when it takes effect without approval, or expires if it needs one
 */
public record PhoneReset(
        UUID id, AdministratorId administrator, AdministratorId requestedBy, boolean needsApproval, Instant dueAt) {

    /** Returns when it takes effect without approval, or empty if it needs one. */
    public Optional<Instant> effectiveAt() {
        return needsApproval ? Optional.empty() : Optional.of(dueAt);
    }
}
