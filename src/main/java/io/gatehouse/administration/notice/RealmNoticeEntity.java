package io.gatehouse.administration.notice;

import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.jpa.SpecHints;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** A row of {@code realm_notice}. */
@Entity
@Table(name = "realm_notice")
@DynamicUpdate
class RealmNoticeEntity {
    @Id
    UUID id;

    UUID realmId;

    @Enumerated(EnumType.STRING)
    MailKind kind;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    Map<String, String> details;

    String clientAddress;
    String userAgent;
    String requestId;
    Instant occurredAt;
    Instant dueAt;

    /** The last address that the notice was queued for; empty at first. */
    String reached;

    static RealmNoticeEntity of(
            MailKind kind, RealmId realm, Map<String, String> details, Requester requester, Instant occurredAt) {
        var notice = new RealmNoticeEntity();
        notice.id = UUID.randomUUID();
        notice.realmId = realm.value();
        notice.kind = kind;
        notice.details = details;
        notice.clientAddress = requester.address();
        notice.userAgent = requester.userAgent();
        notice.requestId = requester.requestId();
        notice.occurredAt = occurredAt;
        notice.dueAt = occurredAt;
        notice.reached = "";
        return notice;
    }

    RealmId realm() {
        return new RealmId(realmId);
    }

    Requester requester() {
        return new Requester(clientAddress, userAgent, requestId);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RealmNoticeEntity, UUID> {

        /** Returns the oldest due notice of a known kind that no other transaction has locked, and locks it. */
        Optional<RealmNoticeEntity> findNextForUpdate(Instant now) {
            return find("kind in ?1 and dueAt <= ?2 order by occurredAt", List.of(MailKind.values()), now)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                    .firstResultOptional();
        }

        /** Lets the notice wait until then. */
        void postpone(RealmNoticeEntity notice, Instant due) {
            update("dueAt = ?1 where id = ?2", due, notice.id);
        }
    }
}
