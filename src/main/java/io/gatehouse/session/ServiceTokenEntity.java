package io.gatehouse.session;

import io.gatehouse.admin.Role;
import io.gatehouse.platform.AddressRange;
import io.gatehouse.platform.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Entity
@Table(name = "service_token")
class ServiceTokenEntity {
    /** Unused for so long, it is taken for forgotten. */
    private static final Duration INACTIVE_AFTER = Duration.ofDays(30);

    @Id
    UUID id;

    @Column(name = "realm_id")
    UUID realmId;

    String name;

    @Enumerated(EnumType.STRING)
    Role role;

    @Column(name = "token_hash")
    String tokenHash;

    @Column(name = "address_ranges")
    List<String> addressRanges;

    @Column(name = "created_by")
    UUID createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    boolean isLive(Instant now) {
        return now.isBefore(expiresAt) && !isInactive(now);
    }

    ServiceToken toServiceToken(Instant now) {
        return new ServiceToken(
                id,
                new RealmId(realmId),
                name,
                role,
                addressRanges.stream().map(AddressRange::new).toList(),
                createdAt,
                expiresAt,
                Optional.ofNullable(lastUsedAt),
                isInactive(now));
    }

    private boolean isInactive(Instant now) {
        Instant used = lastUsedAt == null ? createdAt : lastUsedAt;
        return used.plus(INACTIVE_AFTER).isBefore(now);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ServiceTokenEntity, UUID> {}
}
