package io.gatehouse.session;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import java.util.Optional;

/**
 * Sessions were revoked, in the transaction in which this is observed.
 *
 * @param administrator the account of the sessions; empty if they are of several
 * @param realm the realm of the sessions; empty if they are of one account
 */
public record SessionsRevoked(Optional<AdministratorId> administrator, Optional<RealmId> realm) {
    static SessionsRevoked of(AdministratorId administrator) {
        return new SessionsRevoked(Optional.of(administrator), Optional.empty());
    }

    static SessionsRevoked in(RealmId realm) {
        return new SessionsRevoked(Optional.empty(), Optional.of(realm));
    }
}
