package io.gatehouse.link;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "link")
class LinkEntity {
    @Id
    @Column(name = "token_hash")
    String tokenHash;

    @Enumerated(EnumType.STRING)
    LinkKind kind;

    @Column(name = "realm_id")
    UUID realmId;

    @Column(name = "administrator_id")
    UUID administratorId;

    @Column(name = "issued_at")
    Instant issuedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "consumed_at")
    Instant consumedAt;

    Link toLink() {
        return new Link(kind, new RealmId(realmId), new AdministratorId(administratorId));
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<LinkEntity, String> {}
}
