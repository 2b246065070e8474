package io.gatehouse.session;

import io.gatehouse.admin.Role;
import io.gatehouse.platform.AddressRange;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A row of service tokens, but for who created it and the digest of its secret, which are looked for alone. */
record ServiceTokenEntity(
        UUID id,
        RealmId realm,
        String name,
        Role role,
        List<AddressRange> addressRanges,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> lastUsedAt) {
    private static final String COLUMNS =
            "id, realm_id, name, role, address_ranges, created_at, expires_at, last_used_at";

    /** Unused for so long, it is taken for forgotten. */
    private static final Duration INACTIVE_AFTER = Duration.ofDays(30);

    static ServiceTokenEntity of(Row row) {
        return new ServiceTokenEntity(
                row.uuid("id"),
                new RealmId(row.uuid("realm_id")),
                row.text("name"),
                row.constant("role", Role.class),
                row.texts("address_ranges").stream().map(AddressRange::new).toList(),
                row.instant("created_at"),
                row.instant("expires_at"),
                Optional.ofNullable(row.instant("last_used_at")));
    }

    boolean isLive(Instant now) {
        return now.isBefore(expiresAt) && !isInactive(now);
    }

    boolean isFromWithin(String address) {
        return addressRanges.isEmpty() || addressRanges.stream().anyMatch(range -> range.contains(address));
    }

    ServiceToken toServiceToken(Instant now) {
        return new ServiceToken(
                id, realm, name, role, addressRanges, createdAt, expiresAt, lastUsedAt, isInactive(now));
    }

    private boolean isInactive(Instant now) {
        return lastUsedAt.orElse(createdAt).plus(INACTIVE_AFTER).isBefore(now);
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        Optional<ServiceTokenEntity> find(UUID id) {
            return sql.statement("select " + COLUMNS + " from service_token where id = :id")
                    .with("id", id)
                    .first(ServiceTokenEntity::of);
        }

        Optional<ServiceTokenEntity> find(String hash) {
            return sql.statement("select " + COLUMNS + " from service_token where token_hash = :hash")
                    .with("hash", hash)
                    .first(ServiceTokenEntity::of);
        }

        /** The realm's, the newest first. */
        List<ServiceTokenEntity> of(RealmId realm) {
            return sql.statement("select " + COLUMNS
                            + " from service_token where realm_id = :realm order by created_at desc")
                    .with("realm", realm.value())
                    .list(ServiceTokenEntity::of);
        }

        void add(ServiceTokenEntity token, String hash, AdministratorId creator) {
            sql.statement("""
                            insert into service_token
                                (id, realm_id, name, role, token_hash, address_ranges, created_by, created_at, expires_at)
                            values (:id, :realm, :name, :role, :hash, :ranges, :creator, :createdAt, :expiresAt)""")
                    .with("id", token.id())
                    .with("realm", token.realm().value())
                    .with("name", token.name())
                    .with("role", token.role())
                    .with("hash", hash)
                    .with(
                            "ranges",
                            token.addressRanges().stream()
                                    .map(AddressRange::value)
                                    .toList())
                    .with("creator", creator.value())
                    .with("createdAt", token.createdAt())
                    .with("expiresAt", token.expiresAt())
                    .update();
        }

        /** Notes its use; nothing if it is gone. */
        Optional<ServiceTokenEntity> use(UUID id, Instant now) {
            return sql.statement("update service_token set last_used_at = :now where id = :id returning " + COLUMNS)
                    .with("id", id)
                    .with("now", now)
                    .first(ServiceTokenEntity::of);
        }

        /** Whether the realm had such a one. */
        boolean delete(RealmId realm, UUID id) {
            return sql.statement("delete from service_token where id = :id and realm_id = :realm")
                            .with("id", id)
                            .with("realm", realm.value())
                            .update()
                    == 1;
        }

        void deleteCreatedBy(AdministratorId creator) {
            sql.statement("delete from service_token where created_by = :creator")
                    .with("creator", creator.value())
                    .update();
        }
    }
}
