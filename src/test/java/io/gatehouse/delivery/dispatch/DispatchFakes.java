package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.dispatch.DeliveryFailure.DeliveryFailing;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryVolume;
import io.gatehouse.delivery.message.OutgoingMessage;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.provider.DeliveryMetrics;
import io.gatehouse.kernel.DeliveryUnavailableException;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.RecordedEvents;
import io.gatehouse.testing.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The dispatch of messages with its table in memory, from which nothing is sent. */
public final class DispatchFakes {
    private final List<OutgoingMessage> messages = new ArrayList<>();
    private final RecordedEvents<DeliveryFailure> failures = new RecordedEvents<>();
    private boolean full;

    public final Deliveries deliveries;
    public final MessageDispatcher dispatcher;
    public final PhoneNotices phoneNotices;
    public final DeliveryLog log;

    public DispatchFakes(Fakes fakes) {
        var rows = new InMemoryDeliveries();
        deliveries = new Deliveries(
                rows,
                TestKeys.identifiers(),
                fakes.audit.log,
                failures,
                new DeliveryMetrics(new SimpleMeterRegistry()),
                fakes.clock);
        dispatcher = new RecordingDispatcher(deliveries);
        phoneNotices = new PhoneNotices(dispatcher, fakes.reportLinks, fakes.clock);
        log = new DeliveryLog(rows, null, fakes.clock);
    }

    /** Fills the queue, so that it accepts no further message. */
    public void fillQueue() {
        full = true;
    }

    /** Returns the messages accepted so far, oldest first. */
    public List<OutgoingMessage> messages() {
        return List.copyOf(messages);
    }

    /** Returns the failures announced so far. */
    List<DeliveryFailure> failures() {
        return failures.fired();
    }

    /** Returns the newest message, which has a code. */
    public CodeMessage latestCode() {
        return messages.get(messages.size() - 1).fold(code -> code, notice -> {
            throw new AssertionError("A notice has no code");
        });
    }

    private final class RecordingDispatcher extends MessageDispatcher {
        private final Deliveries deliveries;

        RecordingDispatcher(Deliveries deliveries) {
            super(null, deliveries, null);
            this.deliveries = deliveries;
        }

        @Override
        public void requireCapacity() {
            if (full) {
                throw new DeliveryUnavailableException();
            }
        }

        @Override
        public void dispatch(DeliveryId id, OutgoingMessage message) {
            requireCapacity();
            deliveries.queued(id, message);
            messages.add(message);
        }
    }

    private static final class InMemoryDeliveries extends DeliveryEntity.Repository
            implements InMemoryTable<DeliveryEntity, UUID> {
        private final Rows<UUID, DeliveryEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, DeliveryEntity> rows() {
            return rows;
        }

        @Override
        public Optional<DeliveryEntity> findForUpdate(UUID id) {
            return findByIdOptional(id);
        }

        @Override
        long nextTextNumber(RealmId realm) {
            return 1
                    + where(row -> row.realmId.equals(realm.value()) && row.textNumber != null)
                            .mapToLong(row -> row.textNumber)
                            .max()
                            .orElse(0);
        }

        @Override
        Optional<DeliveryFailing> findFailing(DeliveryId id) {
            return find(id).filter(row -> !row.notice)
                    .map(row -> new DeliveryFailing(new AdministratorId(row.administratorId), row.purpose));
        }

        @Override
        void enterSent(DeliveryId id, String providerMessageId, Instant now) {
            find(id).filter(row -> row.state == DeliveryState.QUEUED).ifPresent(row -> {
                row.providerMessageId = providerMessageId;
                row.enter(DeliveryState.SENT, now);
            });
        }

        @Override
        Optional<DeliveryEntity.Consumed> consume(DeliveryId id, Instant now) {
            Optional<DeliveryEntity> unused = find(id).filter(row -> row.usedAt == null);
            unused.ifPresent(row -> row.usedAt = now);
            return unused.map(row -> new DeliveryEntity.Consumed(row.channel, row.createdAt));
        }

        @Override
        List<DeliveryVolume> listVolumes(RealmId realm, Instant since) {
            return where(row -> row.realmId.equals(realm.value()) && !row.notice && row.createdAt.isAfter(since))
                    .map(row -> new DeliveryVolume(
                            LocalDate.ofInstant(row.createdAt, ZoneOffset.UTC),
                            row.channel,
                            Optional.ofNullable(row.country),
                            1,
                            row.state == DeliveryState.DELIVERED ? 1 : 0,
                            row.state == DeliveryState.FAILED ? 1 : 0,
                            row.usedAt == null ? 0 : 1))
                    .toList();
        }
    }
}
