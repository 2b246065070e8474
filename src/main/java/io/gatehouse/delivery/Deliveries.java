package io.gatehouse.delivery;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.platform.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What has become of the messages sent; addresses are kept as hint and HMAC, codes not at all. */
@ApplicationScoped
public class Deliveries {
    private final DeliveryEntity.Repository deliveries;
    private final SecretKeys keys;
    private final AuditLog audit;
    private final Event<DeliveryFailed> failures;
    private final Clock clock;

    Deliveries(
            DeliveryEntity.Repository deliveries,
            SecretKeys keys,
            AuditLog audit,
            Event<DeliveryFailed> failures,
            Clock clock) {
        this.deliveries = deliveries;
        this.keys = keys;
        this.audit = audit;
        this.failures = failures;
        this.clock = clock;
    }

    /** How far the message has come; one that was never recorded has not been sent. */
    @Transactional
    public DeliveryState state(DeliveryId id) {
        return deliveries.findByIdOptional(id.value()).map(found -> found.state).orElse(DeliveryState.FAILED);
    }

    /** Notes that the code of that message was used. */
    @Transactional(TxType.MANDATORY)
    public void used(DeliveryId id) {
        // This column alone: a worker may be writing to the row.
        deliveries.update("usedAt = ?1 where id = ?2", clock.instant(), id.value());
    }

    @Transactional(TxType.MANDATORY)
    void queued(DeliveryId id, CodeMessage message) {
        SendMarks marks = SendMarks.of(keys, message.destination(), message.requester());
        var entity = new DeliveryEntity();
        entity.id = id.value();
        entity.realmId = message.realm().value();
        entity.administratorId = message.administrator().value();
        entity.purpose = message.purpose();
        entity.channel = message.destination().channel();
        entity.destinationHint = message.destination().hint();
        entity.destinationMac = marks.destination();
        entity.proven = message.proven();
        entity.requesterMac = marks.requester();
        entity.country = marks.country().orElse(null);
        entity.ranges = marks.ranges();
        entity.tag = message.tag();
        entity.state = DeliveryState.QUEUED;
        entity.createdAt = clock.instant();
        entity.changedAt = entity.createdAt;
        deliveries.persist(entity);
    }

    @Transactional
    void sent(DeliveryId id, String providerMessageId) {
        hold(id).ifPresent(entity -> {
            entity.state = DeliveryState.SENT;
            entity.providerMessageId = providerMessageId;
            entity.changedAt = clock.instant();
        });
    }

    @Transactional
    void failed(DeliveryId id, CodeMessage message, String error) {
        hold(id).ifPresent(entity -> {
            entity.state = DeliveryState.FAILED;
            entity.error = error;
            entity.changedAt = clock.instant();
            failures.fire(new DeliveryFailed(id, message.administrator(), message.purpose()));
            audit.record(AuditEvent.about(
                    Optional.of(message.administrator()),
                    AuditEventType.DELIVERY_FAILED,
                    message.realm(),
                    message.requester(),
                    Map.of("channel", entity.channel.name(), "to", entity.destinationHint, "error", error)));
        });
    }

    /** The row, locked, if nothing has been decided about it: whoever comes second changes nothing. */
    private Optional<DeliveryEntity> hold(DeliveryId id) {
        return deliveries
                .findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)
                .filter(entity -> entity.state == DeliveryState.QUEUED);
    }
}
