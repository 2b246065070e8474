package io.gatehouse.delivery;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.provider.DeliveryMetrics;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has become of the messages sent; addresses are kept as hint and HMAC, codes not at all. */
@ApplicationScoped
public class Deliveries {
    private final DeliveryEntity.Repository deliveries;
    private final SecretKeys keys;
    private final AuditLog audit;
    private final Event<DeliveryFailure> failures;
    private final DeliveryMetrics metrics;
    private final Clock clock;

    Deliveries(
            DeliveryEntity.Repository deliveries,
            SecretKeys keys,
            AuditLog audit,
            Event<DeliveryFailure> failures,
            DeliveryMetrics metrics,
            Clock clock) {
        this.deliveries = deliveries;
        this.keys = keys;
        this.audit = audit;
        this.failures = failures;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** How far the message has come; one that was never recorded has not been sent. */
    @Transactional
    public DeliveryFate fate(DeliveryId id) {
        return deliveries
                .findByIdOptional(id.value())
                .map(found -> new DeliveryFate(
                        found.state,
                        found.changedAt,
                        Optional.ofNullable(found.failure),
                        Optional.ofNullable(found.error)))
                .orElse(new DeliveryFate(DeliveryState.FAILED, clock.instant(), Optional.empty(), Optional.empty()));
    }

    /** Notes that the code of that message was used. */
    @Transactional(TxType.MANDATORY)
    public void used(DeliveryId id) {
        Instant now = clock.instant();
        // This column alone: a worker may be writing to the row.
        deliveries.update("usedAt = ?1 where id = ?2", now, id.value());
        deliveries
                .findByIdOptional(id.value())
                .ifPresent(used -> metrics.used(used.channel, Duration.between(used.createdAt, now)));
    }

    @Transactional(TxType.MANDATORY)
    void queued(DeliveryId id, OutgoingMessage message) {
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
        entity.notice = message.fold(code -> false, notice -> true);
        entity.state = DeliveryState.QUEUED;
        entity.createdAt = clock.instant();
        entity.changedAt = entity.createdAt;
        deliveries.persist(entity);
    }

    @Transactional
    void sent(DeliveryId id, String providerMessageId) {
        hold(id, DeliveryState.SENT).ifPresent(entity -> {
            entity.providerMessageId = providerMessageId;
            enter(entity, DeliveryState.SENT);
        });
    }

    @Transactional
    void failed(DeliveryId id, Requester requester, Refused refusal) {
        hold(id, DeliveryState.FAILED).ifPresent(entity -> fail(entity, requester, refusal));
    }

    /** Lets nobody take these messages for lost, for another minute. */
    @Transactional
    void vouch(Collection<DeliveryId> underWay) {
        deliveries.vouch(underWay);
    }

    /** Some of the messages that a node left behind that is no more. */
    @Transactional
    List<DeliveryId> lost() {
        return deliveries.lost();
    }

    /**
     * Notes what a provider says later, if it is news: whatever comes twice, too late or of another try changes nothing.
     *
     * @param id the message it is about; if it does not say, the one it gave that name
     */
    @Transactional
    public void reported(Optional<DeliveryId> id, DeliveryReport report, Requester requester) {
        id.or(() -> deliveries
                        .find("providerMessageId", report.providerMessageId())
                        .firstResultOptional()
                        .map(found -> new DeliveryId(found.id)))
                .flatMap(known -> hold(known, report.state()))
                .ifPresent(entity -> {
                    if (report.refusal().isEmpty()) {
                        enter(entity, report.state());
                    } else if (report.providerMessageId().equals(entity.providerMessageId)) {
                        fail(entity, requester, report.refusal().get());
                    }
                });
    }

    private void fail(DeliveryEntity entity, Requester requester, Refused refusal) {
        entity.failure = refusal.failure();
        entity.error = refusal.error();
        enter(entity, DeliveryState.FAILED);
        var administrator = new AdministratorId(entity.administratorId);
        if (!entity.notice) {
            failures.fire(new DeliveryFailed(new DeliveryId(entity.id), administrator, entity.purpose));
        }
        audit.record(AuditEvent.about(
                Optional.of(administrator),
                AuditEventType.DELIVERY_FAILED,
                new RealmId(entity.realmId),
                requester,
                Map.of("channel", entity.channel.name(), "to", entity.destinationHint, "error", entity.error)));
    }

    private void enter(DeliveryEntity entity, DeliveryState state) {
        entity.state = state;
        entity.changedAt = clock.instant();
    }

    /** The row, locked, if it may come to that state. */
    private Optional<DeliveryEntity> hold(DeliveryId id, DeliveryState next) {
        if (next == DeliveryState.FAILED) {
            deliveries.failing(id).ifPresent(failures::fire);
        }
        return deliveries
                .findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)
                .filter(entity -> entity.state.mayBecome(next));
    }
}
