package io.gatehouse.servicetoken;

import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A credential of an automated client.
 *
 * @param createdBy the administrator who created it and knows its secret
 * @param prefix the first characters of its secret, by which people recognise it
 * @param role {@code OPERATOR} or {@code OBSERVER}
 * @param addressRanges the client addresses that may use it; all if empty
 * @param inactive whether it is no longer accepted because it has not been used for too long
 * @param suspendedAt since when a report of misuse by its creator keeps it from being used
 */
public record ServiceToken(
        UUID id,
        RealmId realm,
        AdministratorId createdBy,
        String name,
        String prefix,
        Role role,
        List<AddressRange> addressRanges,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> lastUsedAt,
        boolean inactive,
        Optional<Instant> suspendedAt) {

    /** A new token with its secret, which cannot be read again. */
    public record Created(ServiceToken token, String secret) {
        /** Returns a text without the secret. */
        @Override
        public String toString() {
            return "Created[" + token.id() + "]";
        }
    }
}
