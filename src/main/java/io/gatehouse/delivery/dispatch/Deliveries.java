package io.gatehouse.delivery.dispatch;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.dispatch.DeliveryEntity.Consumed;
import io.gatehouse.delivery.dispatch.DeliveryFailure.DeliveryFailed;
import io.gatehouse.delivery.message.OutgoingMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.provider.DeliveryMetrics;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.IdentifierMacs;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
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

/** Records the messages sent and their states; stores addresses as hint and HMAC, and codes not at all. */
@ApplicationScoped
public class Deliveries {
    /**
     * A provider's later report on a message it accepted.
     *
     * @param providerMessageId the provider's id of the message
     * @param refusal with {@link DeliveryState#FAILED}
     */
    public record DeliveryReport(String providerMessageId, DeliveryState state, Optional<Refused> refusal) {
        /** Returns the report that the message was sent. */
        public static DeliveryReport sent(String providerMessageId) {
            return new DeliveryReport(providerMessageId, DeliveryState.SENT, Optional.empty());
        }

        /** Returns the report that the message was delivered. */
        public static DeliveryReport delivered(String providerMessageId) {
            return new DeliveryReport(providerMessageId, DeliveryState.DELIVERED, Optional.empty());
        }

        /** Returns the report that the message will not be delivered. */
        public static DeliveryReport failed(String providerMessageId, Refused refusal) {
            return new DeliveryReport(providerMessageId, DeliveryState.FAILED, Optional.of(refusal));
        }
    }

    private final DeliveryEntity.Repository deliveries;
    private final IdentifierMacs identifiers;
    private final AuditLog audit;
    private final Event<DeliveryFailure> failures;
    private final DeliveryMetrics metrics;
    private final Clock clock;

    Deliveries(
            DeliveryEntity.Repository deliveries,
            IdentifierMacs identifiers,
            AuditLog audit,
            Event<DeliveryFailure> failures,
            DeliveryMetrics metrics,
            Clock clock) {
        this.deliveries = deliveries;
        this.identifiers = identifiers;
        this.audit = audit;
        this.failures = failures;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Returns the message's state; one that was never recorded counts as failed. */
    @Transactional
    public DeliveryFate fate(DeliveryId id) {
        return deliveries
                .find(id)
                .map(DeliveryEntity::toFate)
                .orElse(new DeliveryFate(DeliveryState.FAILED, clock.instant(), Optional.empty(), Optional.empty()));
    }

    /**
     * Records that the code of that message was used, and returns whether this call was the first to do so. PostgreSQL
     * decides, so that a code restored from an older snapshot of Redis is not used twice.
     */
    @Transactional(TxType.MANDATORY)
    public boolean consume(DeliveryId id) {
        Instant now = clock.instant();
        Optional<Consumed> consumed = deliveries.consume(id, now);
        consumed.ifPresent(code -> metrics.used(code.channel(), Duration.between(code.createdAt(), now)));
        return consumed.isPresent();
    }

    @Transactional(TxType.MANDATORY)
    public void queued(DeliveryId id, OutgoingMessage message) {
        SendKeys sendKeys = SendKeys.of(identifiers, message.destination(), message.requester());
        var entity = new DeliveryEntity();
        entity.id = id.value();
        entity.realmId = message.realm().value();
        entity.administratorId = message.administrator().value();
        entity.purpose = message.purpose();
        entity.channel = message.destination().channel();
        entity.destinationHint = message.destination().hint();
        entity.destinationMac = sendKeys.destination();
        entity.proven = message.proven();
        entity.requesterMac = sendKeys.requester();
        entity.country = sendKeys.country().orElse(null);
        entity.ranges = sendKeys.ranges();
        entity.tag = message.tag();
        entity.notice = message.fold(code -> false, notice -> true);
        if (entity.channel == Channel.SMS && !entity.notice) {
            entity.textNumber = deliveries.nextTextNumber(message.realm());
        }
        entity.createdAt = clock.instant();
        entity.enter(DeliveryState.QUEUED, entity.createdAt);
        deliveries.persist(entity);
    }

    @Transactional
    public void sent(DeliveryId id, String providerMessageId) {
        deliveries.enterSent(id, providerMessageId, clock.instant());
    }

    @Transactional
    void failed(DeliveryId id, Requester requester, Refused refusal) {
        findForUpdate(id, DeliveryState.FAILED).ifPresent(entity -> fail(entity, requester, refusal));
    }

    /** Extends the leases of these messages, which this node is sending, by a minute. */
    @Transactional
    public void renewLeases(Collection<DeliveryId> inProgress) {
        deliveries.renewLeases(inProgress);
    }

    /** Returns some of the messages whose lease has expired because their node was killed. */
    @Transactional
    public List<DeliveryId> findExpiredLeases() {
        return deliveries.findExpiredLeases();
    }

    /**
     * Records a provider's later report. A duplicate, late or outdated report changes nothing.
     *
     * @param id the message; if empty, the one with the report's provider message id
     */
    @Transactional
    public void reported(Optional<DeliveryId> id, DeliveryReport report, Requester requester) {
        id.or(() -> deliveries.findIdByProviderMessageId(report.providerMessageId()))
                .flatMap(known -> findForUpdate(known, report.state()))
                .ifPresent(entity -> {
                    if (report.refusal().isEmpty()) {
                        if (entity.providerMessageId == null) {
                            // It came before the transaction of the send was committed.
                            entity.providerMessageId = report.providerMessageId();
                        }
                        entity.enter(report.state(), clock.instant());
                    } else if (report.providerMessageId().equals(entity.providerMessageId)) {
                        fail(entity, requester, report.refusal().get());
                    }
                });
    }

    private void fail(DeliveryEntity entity, Requester requester, Refused refusal) {
        entity.failure = refusal.failure();
        entity.error = refusal.error();
        entity.enter(DeliveryState.FAILED, clock.instant());
        var administrator = new AdministratorId(entity.administratorId);
        if (!entity.notice && entity.providerMessageId == null) {
            failures.fire(new DeliveryFailed(new DeliveryId(entity.id), administrator, entity.purpose));
        }
        audit.record(AuditEvent.about(
                Optional.of(administrator),
                AuditEventType.DELIVERY_FAILED,
                new RealmId(entity.realmId),
                requester,
                Map.of("channel", entity.channel.name(), "to", entity.destinationHint, "error", refusal.error())));
    }

    /** Returns the row, locked, if that state may follow its own. */
    private Optional<DeliveryEntity> findForUpdate(DeliveryId id, DeliveryState next) {
        if (next == DeliveryState.FAILED) {
            deliveries.findFailing(id).ifPresent(failures::fire);
        }
        return deliveries.findForUpdate(id.value()).filter(entity -> entity.state.mayBecome(next));
    }

    /**
     * The current state of a message.
     *
     * @param since when the state was entered
     * @param failure with {@link DeliveryState#FAILED}, if the reason is known
     * @param error with it, the provider's own code
     */
    public record DeliveryFate(
            DeliveryState state, Instant since, Optional<SendFailure> failure, Optional<String> error) {

        /** Returns whether the message will not arrive. */
        public boolean isFailed() {
            return state == DeliveryState.FAILED;
        }
    }

    /** The state of a message. */
    public enum DeliveryState {
        /** Waiting for a worker or a provider. */
        QUEUED,
        /** Accepted by the provider or the mail server. */
        SENT,
        /** Delivered to the device, as the provider reports. */
        DELIVERED,
        /** Given up, or rejected permanently. */
        FAILED;

        /** Returns whether that state may follow this one: states only advance, and the last two are final. */
        boolean mayBecome(DeliveryState next) {
            return this != DELIVERED && this != FAILED && next.compareTo(this) > 0;
        }
    }

    /**
     * The keys that sends are counted by: keyed hashes of destination, client and number ranges, and the country.
     *
     * @param ranges the two ranges of 100 numbers that a mobile number lies in, one half a range behind the other, so that
     *     numbers close together share one of them; none for a mail address
     */
    public record SendKeys(byte[] destination, byte[] requester, Optional<String> country, List<String> ranges) {
        private static final long RANGE = 100;

        /** Returns the keys of a send to that address, requested by that client. */
        public static SendKeys of(IdentifierMacs identifiers, ContactAddress address, Requester requester) {
            Optional<MobileNumber> number =
                    address instanceof MobileNumber mobile ? Optional.of(mobile) : Optional.empty();
            return new SendKeys(
                    destination(identifiers, address),
                    identifiers.mac("REQUESTER", requester.source()),
                    number.map(MobileNumber::country),
                    number.map(mobile -> ranges(identifiers, mobile)).orElse(List.of()));
        }

        /** Returns the key of sends to that address. */
        public static byte[] destination(IdentifierMacs identifiers, ContactAddress address) {
            return identifiers.mac(address.channel().name(), address.value());
        }

        private static List<String> ranges(IdentifierMacs identifiers, MobileNumber number) {
            long digits = Long.parseLong(number.value().substring(1));
            return List.of(range(identifiers, "EVEN", digits), range(identifiers, "ODD", digits + RANGE / 2));
        }

        private static String range(IdentifierMacs identifiers, String kind, long digits) {
            return identifiers.macBase64Url("RANGE", kind, Long.toString(digits / RANGE));
        }
    }
}
