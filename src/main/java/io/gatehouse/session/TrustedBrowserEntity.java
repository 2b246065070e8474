package io.gatehouse.session;

import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A row of {@code trusted_browser}. */
@Entity
@Table(name = "trusted_browser")
class TrustedBrowserEntity {
    private static final Duration KEPT = Duration.ofDays(32);

    @Id
    UUID id;

    UUID realmId;
    UUID administratorId;
    String secretHash;

    /** Digest of what the trust is based on. */
    String foundation;

    Instant secondFactorAt;
    String clientAddress;
    String userAgent;
    Instant createdAt;
    Instant lastUsedAt;

    TrustedBrowser toTrustedBrowser(Duration interval) {
        return new TrustedBrowser(
                id,
                new AdministratorId(administratorId),
                secondFactorAt,
                secondFactorAt.plus(interval),
                clientAddress,
                userAgent,
                createdAt,
                lastUsedAt);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<TrustedBrowserEntity, UUID>, ExpiringRows {
        /** Deletes browsers whose second factor is older than the longest interval of a realm. */
        @Override
        public long deleteExpired(Instant now, int limit) {
            return delete(
                    "id in (select e.id from TrustedBrowserEntity e where e.secondFactorAt < ?1 order by e.secondFactorAt limit ?2)",
                    now.minus(KEPT),
                    limit);
        }

        /** Returns the browser with a secret of that digest, once for each account that trusts it. */
        List<TrustedBrowserEntity> listBySecret(String hash) {
            return list("secretHash", hash).stream().map(this::detached).toList();
        }

        /** Returns the number of accounts that trust a browser in which their factor was verified after that. */
        long countOwners(RealmId realm, Instant since) {
            return getEntityManager()
                    .createQuery(
                            "select count(distinct administratorId) from TrustedBrowserEntity"
                                    + " where realmId = ?1 and secondFactorAt > ?2",
                            Long.class)
                    .setParameter(1, realm.value())
                    .setParameter(2, since)
                    .getSingleResult();
        }

        /** Returns the account's trusted browsers, last used first. */
        List<TrustedBrowserEntity> listByAdministrator(AdministratorId administrator) {
            return list("administratorId = ?1 order by lastUsedAt desc", administrator.value()).stream()
                    .map(this::detached)
                    .toList();
        }

        /** Records a use of the browser and returns true, or returns false if it has been deleted since it was read. */
        boolean use(TrustedBrowserEntity read, Instant now) {
            read.lastUsedAt = now;
            return update("lastUsedAt = ?1 where id = ?2", now, read.id) == 1;
        }

        /** Replaces the secret of a browser for all accounts of the realm for which it is trusted. */
        void replaceHash(RealmId realm, String before, String after) {
            update("secretHash = ?1 where secretHash = ?2 and realmId = ?3", after, before, realm.value());
        }

        void delete(AdministratorId administrator, String hash) {
            delete("secretHash = ?1 and administratorId = ?2", hash, administrator.value());
        }

        boolean delete(AdministratorId administrator, UUID id) {
            return delete("id = ?1 and administratorId = ?2", id, administrator.value()) == 1;
        }

        long deleteAll(AdministratorId administrator) {
            return delete("administratorId", administrator.value());
        }

        void deleteAll(RealmId realm) {
            delete("realmId", realm.value());
        }
    }
}
