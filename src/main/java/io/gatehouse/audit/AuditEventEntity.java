package io.gatehouse.audit;

import io.gatehouse.platform.AdministratorId;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "audit_event")
class AuditEventEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "audit_event_seq")
    @SequenceGenerator(name = "audit_event_seq", sequenceName = "audit_event_seq", allocationSize = 50)
    Long id;

    @Column(name = "occurred_at")
    Instant occurredAt;

    @Enumerated(EnumType.STRING)
    AuditEventType type;

    @Column(name = "realm_id")
    UUID realmId;

    @Column(name = "actor_id")
    UUID actorId;

    @Column(name = "subject_id")
    UUID subjectId;

    @Column(name = "client_address")
    String clientAddress;

    @Column(name = "user_agent")
    String userAgent;

    @Column(name = "request_id")
    String requestId;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> details;

    AuditEntry toEntry() {
        return new AuditEntry(
                id,
                occurredAt,
                type,
                Optional.ofNullable(actorId).map(AdministratorId::new),
                Optional.ofNullable(subjectId).map(AdministratorId::new),
                clientAddress,
                userAgent,
                requestId,
                details);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepository<AuditEventEntity> {}
}
