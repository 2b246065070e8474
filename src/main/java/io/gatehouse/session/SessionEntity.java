package io.gatehouse.session;

import io.gatehouse.admin.Role;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.SessionId;
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
import java.util.Optional;
import java.util.UUID;

@Entity
@Table(name = "session")
class SessionEntity {
    @Id
    UUID id;

    @Column(name = "realm_id")
    UUID realmId;

    @Column(name = "administrator_id")
    UUID administratorId;

    @Enumerated(EnumType.STRING)
    Role role;

    @Enumerated(EnumType.STRING)
    SessionKind kind;

    /** SHA-256 of the cookie's secret, of a browser alone. */
    @Column(name = "secret_hash")
    byte[] secretHash;

    @Column(name = "authenticated_at")
    Instant authenticatedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "second_factor")
    SecondFactor secondFactor;

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

    @Column(name = "idle_seconds")
    long idleSeconds;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    Session toSession() {
        return new Session(
                new SessionId(id),
                new RealmId(realmId),
                new AdministratorId(administratorId),
                role,
                kind,
                authenticatedAt,
                Optional.ofNullable(secondFactor),
                Optional.ofNullable(secondFactorAt),
                clientAddress,
                userAgent,
                createdAt,
                lastUsedAt,
                idleUntil(),
                expiresAt);
    }

    boolean isLive(Instant now) {
        return revokedAt == null && now.isBefore(idleUntil()) && now.isBefore(expiresAt);
    }

    Duration idle() {
        return Duration.ofSeconds(idleSeconds);
    }

    private Instant idleUntil() {
        return lastUsedAt.plus(idle());
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SessionEntity, UUID> {}
}
