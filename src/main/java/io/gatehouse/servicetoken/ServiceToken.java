package io.gatehouse.servicetoken;

import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.id.RealmId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What automation signs in with.
 *
 * @param role {@code OPERATOR} or {@code OBSERVER}
 * @param addressRanges from where it may be used; from everywhere if empty
 * @param inactive whether it has lain unused for too long to be taken any more
 */
public record ServiceToken(
        UUID id,
        RealmId realm,
        String name,
        Role role,
        List<AddressRange> addressRanges,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> lastUsedAt,
        boolean inactive) {

    /** A token just created, with the one sight of its secret. */
    public record Created(ServiceToken token, String secret) {
        /** Shows no secret. */
        @Override
        public String toString() {
            return "Created[" + token.id() + "]";
        }
    }
}
