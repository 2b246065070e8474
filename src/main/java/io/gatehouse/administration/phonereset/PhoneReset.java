package io.gatehouse.administration.phonereset;

import io.gatehouse.kernel.id.AdministratorId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A request to remove a person's mobile number, not decided yet.
 *
 * @param needsApproval whether another System Administrator has to agree, because there is one
 * @param dueAt when it takes effect by itself; when it lapses, if it needs an approval
 */
public record PhoneReset(
        UUID id, AdministratorId person, AdministratorId requestedBy, boolean needsApproval, Instant dueAt) {

    /** Returns when it takes effect by itself, or empty if it needs an approval. */
    public Optional<Instant> effectiveAt() {
        return needsApproval ? Optional.empty() : Optional.of(dueAt);
    }
}
