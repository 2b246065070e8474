package io.gatehouse.administration;

import io.gatehouse.platform.AdministratorId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A wish to take a person's mobile number away, not decided yet.
 *
 * @param needsApproval whether another System Administrator has to agree, because there is one
 * @param dueAt when it takes effect by itself; when it lapses, if it needs an approval
 */
public record PhoneReset(
        UUID id, AdministratorId person, AdministratorId requestedBy, boolean needsApproval, Instant dueAt) {

    /** When it takes effect by itself, if it does. */
    public Optional<Instant> effectiveAt() {
        return needsApproval ? Optional.empty() : Optional.of(dueAt);
    }
}
