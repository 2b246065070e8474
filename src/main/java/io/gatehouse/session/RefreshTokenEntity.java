package io.gatehouse.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "refresh_token")
class RefreshTokenEntity {
    @Id
    @Column(name = "token_hash")
    String tokenHash;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "issued_at")
    Instant issuedAt;

    @Column(name = "rotated_at")
    Instant rotatedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RefreshTokenEntity, String> {}
}
