package io.gatehouse.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "email_change")
class EmailChangeEntity {
    @Id
    @Column(name = "administrator_id")
    UUID administratorId;

    @Column(name = "realm_id")
    UUID realmId;

    @Column(name = "token_hash")
    String tokenHash;

    String email;

    String credential;

    @Column(name = "expires_at")
    Instant expiresAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<EmailChangeEntity, UUID> {}
}
