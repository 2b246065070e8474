package io.gatehouse.authenticator;

import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A row of {@code totp}. */
@Entity
@Table(name = "totp")
class TotpEntity {
    @Id
    UUID id;

    UUID administratorId;
    byte[] sealedSecret;
    long lastStep;
    Instant createdAt;
    Instant lastUsedAt;
    Instant suspendedAt;

    Authenticator toAuthenticator() {
        return new Authenticator(
                id,
                new AdministratorId(administratorId),
                AuthenticatorKind.TOTP,
                Authenticator.APP,
                Optional.empty(),
                false,
                createdAt,
                Optional.ofNullable(lastUsedAt),
                false,
                suspendedAt != null);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<TotpEntity, UUID> {

        Optional<TotpEntity> find(AdministratorId administrator) {
            return find("administratorId", administrator.value())
                    .singleResultOptional()
                    .map(this::detached);
        }

        /** Adds the row in the place of the account's present one, if there is one. */
        void replace(TotpEntity entity) {
            delete("administratorId", entity.administratorId);
            persistAndFlush(entity);
        }

        /** Takes the time step and returns true, or returns false if it or a later one is taken, or the app suspended or gone. */
        boolean use(UUID id, long step, Instant now) {
            return update(
                            "lastStep = ?1, lastUsedAt = ?2 where id = ?3 and lastStep < ?1 and suspendedAt is null",
                            step,
                            now,
                            id)
                    == 1;
        }

        /** Returns the ids of at most that many rows after that one, in order. */
        List<UUID> listIdsAfter(UUID last, int limit) {
            return getEntityManager()
                    .createQuery("select t.id from TotpEntity t where t.id > :last order by t.id", UUID.class)
                    .setParameter("last", last)
                    .setMaxResults(limit)
                    .getResultList();
        }

        Stream<TotpEntity> streamRows() {
            return streamAll();
        }

        /** Replaces the encrypted secret, unless another transaction has replaced it. */
        boolean reseal(UUID id, byte[] resealed, byte[] before) {
            return update("sealedSecret = ?1 where id = ?2 and sealedSecret = ?3", resealed, id, before) == 1;
        }

        int suspendCreatedAfter(AdministratorId administrator, Instant created, Instant now) {
            return update(
                    "suspendedAt = ?1 where administratorId = ?2 and suspendedAt is null and createdAt > ?3",
                    now,
                    administrator.value(),
                    created);
        }

        int lift(AdministratorId administrator) {
            return update(
                    "suspendedAt = null where administratorId = ?1 and suspendedAt is not null", administrator.value());
        }

        int deleteSuspended(AdministratorId administrator) {
            return (int) delete("administratorId = ?1 and suspendedAt is not null", administrator.value());
        }

        int deleteAll(AdministratorId administrator) {
            return (int) delete("administratorId", administrator.value());
        }
    }
}
