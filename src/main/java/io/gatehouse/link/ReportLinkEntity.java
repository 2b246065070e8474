package io.gatehouse.link;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
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
@Table(name = "report_link")
class ReportLinkEntity {
    @Id
    @Column(name = "token_hash")
    String tokenHash;

    @Column(name = "realm_id")
    UUID realmId;

    @Column(name = "administrator_id")
    UUID administratorId;

    @Enumerated(EnumType.STRING)
    Occasion occasion;

    @Column(name = "client_address")
    String clientAddress;

    @Column(name = "user_agent")
    String userAgent;

    @Column(name = "request_id")
    String requestId;

    @Column(name = "occurred_at")
    Instant occurredAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    ReportLink toReportLink() {
        return new ReportLink(
                occasion,
                new RealmId(realmId),
                new AdministratorId(administratorId),
                new Requester(clientAddress, userAgent, requestId),
                occurredAt);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ReportLinkEntity, String> {}
}
