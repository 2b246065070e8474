package io.gatehouse.audit;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was kept about one account, for its own person. */
@ApplicationScoped
public class AuditTrail {
    private final AuditEventEntity.Repository events;

    AuditTrail(AuditEventEntity.Repository events) {
        this.events = events;
    }

    /** Something that was kept; the id grows with time. */
    public record Kept(
            long id,
            AuditEventType type,
            Instant occurredAt,
            String clientAddress,
            String userAgent,
            Map<String, String> details) {}

    /**
     * The newest events about the account.
     *
     * @param after the id behind which to go on, towards the past
     */
    @Transactional
    public List<Kept> about(RealmId realm, AdministratorId subject, Optional<Long> after, int limit) {
        return events
                .find(
                        "subjectId = ?1 and realmId = ?2 and id < ?3 order by id desc",
                        subject.value(),
                        realm.value(),
                        after.orElse(Long.MAX_VALUE))
                .page(0, limit)
                .stream()
                .map(event -> new Kept(
                        event.id, event.type, event.occurredAt, event.clientAddress, event.userAgent, event.details))
                .toList();
    }
}
