package io.gatehouse.administration;

import io.gatehouse.delivery.MailKind;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "realm_notice")
class RealmNoticeEntity {
    @Id
    UUID id;

    @Column(name = "realm_id")
    UUID realmId;

    @Enumerated(EnumType.STRING)
    MailKind kind;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> details;

    @Column(name = "client_address")
    String clientAddress;

    @Column(name = "user_agent")
    String userAgent;

    @Column(name = "request_id")
    String requestId;

    @Column(name = "occurred_at")
    Instant occurredAt;

    /** The last address it was posted to; empty at first. */
    String reached;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RealmNoticeEntity, UUID> {

        /** The oldest that no other node is at. */
        Optional<RealmNoticeEntity> take() {
            return find("order by occurredAt")
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                    .page(0, 1)
                    .firstResultOptional();
        }
    }
}
