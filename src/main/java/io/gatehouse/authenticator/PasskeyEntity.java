package io.gatehouse.authenticator;

import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code passkey}. */
@Entity
@Table(name = "passkey")
class PasskeyEntity {
    @Id
    UUID id;

    UUID realmId;
    UUID administratorId;
    byte[] credentialId;
    String rpId;

    /** COSE key (RFC 9052). */
    byte[] publicKey;

    UUID aaguid;
    String name;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> transports;

    long signatureCount;
    boolean backupEligible;
    boolean backedUp;
    Instant createdAt;
    Instant lastUsedAt;
    Instant suspendedAt;

    /**
     * Returns the authenticator.
     *
     * @param host that the pages have now
     */
    Authenticator toAuthenticator(String host) {
        return new Authenticator(
                id,
                new AdministratorId(administratorId),
                AuthenticatorKind.PASSKEY,
                name,
                PasskeyModel.nameOf(aaguid),
                backupEligible,
                createdAt,
                Optional.ofNullable(lastUsedAt),
                !rpId.equals(host),
                suspendedAt != null);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<PasskeyEntity, UUID> {
        private static final String SUSPENDED = "administratorId = ?1 and suspendedAt is not null";

        Optional<PasskeyEntity> find(RealmId realm, byte[] credentialId) {
            return find("realmId = ?1 and credentialId = ?2", realm.value(), credentialId)
                    .singleResultOptional()
                    .map(this::detached);
        }

        Optional<PasskeyEntity> find(AdministratorId administrator, UUID id) {
            return find("administratorId = ?1 and id = ?2", administrator.value(), id)
                    .singleResultOptional()
                    .map(this::detached);
        }

        List<PasskeyEntity> listOf(Collection<UUID> administrators) {
            return list("administratorId in ?1 order by createdAt, id", administrators).stream()
                    .map(this::detached)
                    .toList();
        }

        /** Adds the row at once, so that a credential id that the realm has is refused here. */
        void add(PasskeyEntity entity) {
            persistAndFlush(entity);
            detached(entity);
        }

        /**
         * Records a use with that signature count and returns true, or returns false if the count is not beyond the one of a
         * parallel use, or the passkey suspended or gone. Authenticators that do not count always send zero.
         */
        boolean use(UUID id, long count, boolean backedUp, Instant now) {
            return update(
                            "signatureCount = ?2, backedUp = ?3, lastUsedAt = ?4 where id = ?1 and suspendedAt is null"
                                    + " and (signatureCount < ?2 or signatureCount = 0 and ?2 = 0)",
                            id,
                            count,
                            backedUp,
                            now)
                    == 1;
        }

        /** Renames the passkey and returns true, or returns false if the account has none of that id. */
        boolean rename(AdministratorId administrator, UUID id, String name) {
            return update("name = ?1 where administratorId = ?2 and id = ?3", name, administrator.value(), id) == 1;
        }

        int suspendCreatedAfter(AdministratorId administrator, Instant created, Instant now) {
            return update(
                    "suspendedAt = ?1 where administratorId = ?2 and suspendedAt is null and createdAt > ?3",
                    now,
                    administrator.value(),
                    created);
        }

        int lift(AdministratorId administrator) {
            return update("suspendedAt = null where " + SUSPENDED, administrator.value());
        }

        int deleteSuspended(AdministratorId administrator) {
            return (int) delete(SUSPENDED, administrator.value());
        }

        boolean delete(AdministratorId administrator, UUID id) {
            return delete("administratorId = ?1 and id = ?2", administrator.value(), id) == 1;
        }

        int deleteAll(AdministratorId administrator) {
            return (int) delete("administratorId", administrator.value());
        }

        /** Returns the number of passkeys that were created for another host than that one. */
        long countForOtherHosts(String rpId) {
            // As two ranges, so that the index shows at once that there are none.
            return count("rpId < ?1 or rpId > ?1", rpId);
        }
    }
}
