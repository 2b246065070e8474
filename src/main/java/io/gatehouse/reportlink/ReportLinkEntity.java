package io.gatehouse.reportlink;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code report_link}. */
@Entity
@Table(name = "report_link")
class ReportLinkEntity {
    @Id
    String tokenHash;

    UUID realmId;
    UUID administratorId;

    @Enumerated(EnumType.STRING)
    Occasion occasion;

    String clientAddress;
    String userAgent;
    String requestId;
    Instant occurredAt;
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
    static class Repository implements PanacheRepositoryBase<ReportLinkEntity, String> {

        void add(String hash, ReportLink link, Instant expiresAt) {
            var entity = new ReportLinkEntity();
            entity.tokenHash = hash;
            entity.realmId = link.realm().value();
            entity.administratorId = link.administrator().value();
            entity.occasion = link.occasion();
            entity.clientAddress = link.requester().address();
            entity.userAgent = link.requester().userAgent();
            entity.requestId = link.requester().requestId();
            entity.occurredAt = link.occurredAt();
            entity.expiresAt = expiresAt;
            persist(entity);
        }

        long deleteAll(AdministratorId administrator) {
            return delete("administratorId", administrator.value());
        }

        void deleteExpired(Instant now) {
            delete("expiresAt <= ?1", now);
        }
    }
}
