package io.gatehouse.servicetoken;

import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code service_token}. */
@Entity
@Table(name = "service_token")
class ServiceTokenEntity {
    /** The time after which an unused token is no longer accepted. */
    private static final Duration INACTIVE_AFTER = Duration.ofDays(30);

    @Id
    UUID id;

    UUID realmId;
    String name;
    String prefix;

    @Enumerated(EnumType.STRING)
    Role role;

    String tokenHash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> addressRanges;

    UUID createdBy;
    Instant createdAt;
    Instant expiresAt;
    Instant lastUsedAt;
    Instant suspendedAt;

    boolean isLive(Instant now) {
        return suspendedAt == null && now.isBefore(expiresAt) && !isInactive(now);
    }

    boolean isUsableFrom(String address) {
        List<AddressRange> ranges = ranges();
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(address));
    }

    ServiceToken toServiceToken(Instant now) {
        return new ServiceToken(
                id,
                new RealmId(realmId),
                new AdministratorId(createdBy),
                name,
                prefix,
                role,
                ranges(),
                createdAt,
                expiresAt,
                Optional.ofNullable(lastUsedAt),
                isInactive(now),
                Optional.ofNullable(suspendedAt));
    }

    private List<AddressRange> ranges() {
        return addressRanges.stream().map(AddressRange::new).toList();
    }

    private boolean isInactive(Instant now) {
        Instant used = lastUsedAt == null ? createdAt : lastUsedAt;
        return used.plus(INACTIVE_AFTER).isBefore(now);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<ServiceTokenEntity, UUID> {

        public Optional<ServiceTokenEntity> find(UUID id) {
            return findByIdOptional(id).map(this::detached);
        }

        Optional<ServiceTokenEntity> findForShare(UUID id) {
            return findByIdOptional(id, LockModeType.PESSIMISTIC_READ);
        }

        Optional<ServiceTokenEntity> findByHash(String hash) {
            return find("tokenHash", hash).singleResultOptional().map(this::detached);
        }

        /** Returns the realm's tokens, newest first. */
        List<ServiceTokenEntity> listInRealm(RealmId realm) {
            return list("realmId = ?1 order by createdAt desc", realm.value()).stream()
                    .map(this::detached)
                    .toList();
        }

        /** Records a use of the token and returns true, or returns false if it has been deleted or suspended since it was read. */
        boolean use(ServiceTokenEntity read, Instant now) {
            read.lastUsedAt = now;
            return update("lastUsedAt = ?1 where id = ?2 and suspendedAt is null", now, read.id) == 1;
        }

        /** Suspends the tokens that the administrator has created after that time, and returns their number. */
        int suspend(AdministratorId creator, Instant created, Instant now) {
            return update(
                    "suspendedAt = ?1 where createdBy = ?2 and suspendedAt is null and createdAt > ?3",
                    now,
                    creator.value(),
                    created);
        }

        /** Ends the suspension and returns true, or returns false if the realm has no such suspended token. */
        boolean lift(RealmId realm, UUID id) {
            return update(
                            "suspendedAt = null where id = ?1 and realmId = ?2 and suspendedAt is not null",
                            id,
                            realm.value())
                    == 1;
        }

        boolean delete(RealmId realm, UUID id) {
            return delete("id = ?1 and realmId = ?2", id, realm.value()) == 1;
        }

        void deleteCreatedBy(AdministratorId creator) {
            delete("createdBy", creator.value());
        }
    }
}
