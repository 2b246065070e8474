package io.gatehouse.session;

import io.gatehouse.platform.AdministratorId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "trusted_browser")
class TrustedBrowserEntity {
    @Id
    UUID id;

    @Column(name = "realm_id")
    UUID realmId;

    @Column(name = "administrator_id")
    UUID administratorId;

    @Column(name = "secret_hash")
    String secretHash;

    String foundation;

    @Column(name = "second_factor_at")
    Instant secondFactorAt;

    @Column(name = "client_address")
    String clientAddress;

    @Column(name = "user_agent")
    String userAgent;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "last_used_at")
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
    static class Repository implements PanacheRepositoryBase<TrustedBrowserEntity, UUID> {}
}
