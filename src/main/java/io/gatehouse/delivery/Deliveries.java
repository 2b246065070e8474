package io.gatehouse.delivery;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.provider.DeliveryMetrics;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
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
                .find(id)
                .map(DeliveryEntity::entry)
                .map(found -> new DeliveryFate(found.state(), found.changedAt(), found.failure(), found.error()))
                .orElse(new DeliveryFate(DeliveryState.FAILED, clock.instant(), Optional.empty(), Optional.empty()));
    }

    /** Notes that the code of that message was used. */
    @Transactional(TxType.MANDATORY)
    public void used(DeliveryId id) {
        Instant now = clock.instant();
        deliveries
                .use(id, now)
                .map(DeliveryEntity::entry)
                .ifPresent(used -> metrics.used(used.channel(), Duration.between(used.createdAt(), now)));
    }

    @Transactional(TxType.MANDATORY)
    void queued(DeliveryId id, OutgoingMessage message) {
        SendMarks marks = SendMarks.of(keys, message.destination(), message.requester());
        deliveries.add(id, message, marks, clock.instant());
    }

    @Transactional
    void sent(DeliveryId id, String providerMessageId) {
        hold(id, DeliveryState.SENT).ifPresent(found -> deliveries.sent(id, providerMessageId, clock.instant()));
    }

    @Transactional
    void failed(DeliveryId id, Requester requester, Refused refusal) {
        hold(id, DeliveryState.FAILED).ifPresent(found -> fail(found, requester, refusal));
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
        id.or(() -> deliveries.named(report.providerMessageId()))
                .flatMap(known -> hold(known, report.state()))
                .ifPresent(found -> {
                    if (report.refusal().isEmpty()) {
                        deliveries.enter(found.entry().id(), report.state(), clock.instant());
                    } else if (found.providerMessageId().equals(Optional.of(report.providerMessageId()))) {
                        fail(found, requester, report.refusal().get());
                    }
                });
    }

    private void fail(DeliveryEntity found, Requester requester, Refused refusal) {
        DeliveryEntry entry = found.entry();
        deliveries.fail(entry.id(), refusal, clock.instant());
        if (!found.notice()) {
            failures.fire(new DeliveryFailed(entry.id(), entry.administrator(), entry.purpose()));
        }
        audit.record(AuditEvent.about(
                Optional.of(entry.administrator()),
                AuditEventType.DELIVERY_FAILED,
                found.realm(),
                requester,
                Map.of("channel", entry.channel().name(), "to", entry.to(), "error", refusal.error())));
    }

    /** The row, locked, if it may come to that state. */
    private Optional<DeliveryEntity> hold(DeliveryId id, DeliveryState next) {
        if (next == DeliveryState.FAILED) {
            deliveries.failing(id).ifPresent(failures::fire);
        }
        return deliveries.lock(id).filter(found -> found.entry().state().mayBecome(next));
    }
}
