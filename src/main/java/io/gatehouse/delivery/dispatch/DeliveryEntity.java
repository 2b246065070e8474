package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.dispatch.Deliveries.DeliveryFate;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.dispatch.DeliveryFailure.DeliveryFailing;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryEntry;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryFilter;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryVolume;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.database.LockingRepository;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.metrics.MessageQueue.Depth;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code delivery}: a message, the keys it is counted by, and its state. */
@Entity
@Table(name = "delivery")
@DynamicUpdate
public class DeliveryEntity {
    private static final Duration KEPT = Duration.ofDays(90);

    @Id
    UUID id;

    UUID realmId;
    UUID administratorId;

    @Enumerated(EnumType.STRING)
    CodePurpose purpose;

    @Enumerated(EnumType.STRING)
    Channel channel;

    String destinationHint;
    byte[] destinationMac;
    boolean proven;
    byte[] requesterMac;
    String country;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> ranges;

    String tag;

    /** Whether the message carries no code, and so counts towards no limit on codes. */
    boolean notice;

    /** Numbers the codes that the realm sends by text message; null for all else. */
    Long textNumber;

    @Enumerated(EnumType.STRING)
    DeliveryState state;

    public String providerMessageId;

    @Convert(converter = FailureColumn.class)
    SendFailure failure;

    String error;
    Instant createdAt;
    Instant changedAt;
    Instant usedAt;

    /** When the lease of the sending node expires, by the database's clock. */
    @Column(name = "held_until", insertable = false, updatable = false)
    Instant heldUntil;

    /** A failure that only a newer version knows is read as none. */
    @Converter
    static class FailureColumn implements AttributeConverter<SendFailure, String> {
        @Override
        public String convertToDatabaseColumn(SendFailure failure) {
            return failure == null ? null : failure.name();
        }

        @Override
        public SendFailure convertToEntityAttribute(String stored) {
            return Stream.of(SendFailure.values())
                    .filter(failure -> failure.name().equals(stored))
                    .findFirst()
                    .orElse(null);
        }
    }

    DeliveryEntry toEntry() {
        return new DeliveryEntry(
                new DeliveryId(id),
                new AdministratorId(administratorId),
                purpose,
                channel,
                destinationHint,
                Optional.ofNullable(country),
                tag,
                state,
                Optional.ofNullable(failure),
                Optional.ofNullable(error),
                createdAt,
                changedAt,
                Optional.ofNullable(usedAt));
    }

    DeliveryFate toFate() {
        return new DeliveryFate(state, changedAt, Optional.ofNullable(failure), Optional.ofNullable(error));
    }

    void enter(DeliveryState next, Instant now) {
        state = next;
        changedAt = now;
    }

    /** The channel of a code just consumed, and when it was requested. */
    record Consumed(Channel channel, Instant createdAt) {}

    @ApplicationScoped
    public static class Repository implements LockingRepository<DeliveryEntity, UUID>, ExpiringRows {
        /** Deletes deliveries older than 90 days. */
        @Override
        public long deleteExpired(Instant now, int limit) {
            return delete(
                    "id in (select e.id from DeliveryEntity e where e.createdAt < ?1 order by e.createdAt limit ?2)",
                    now.minus(KEPT),
                    limit);
        }

        private static final int MAX_EXPIRED = 500;
        /** The purposes that lists contain: a newer version may have more. */
        private static final List<CodePurpose> PURPOSES = List.of(CodePurpose.values());

        // One statement that also returns what the metric needs.
        private static final String CONSUME = "update delivery set used_at = :now where id = :id and used_at is null"
                + " returning channel, created_at";

        // In HQL, the sum of an instant and a minute loses the time zone.
        private static final String RENEW_LEASES = "update delivery set held_until = now() + interval '1 minute'"
                + " where id = any(:ids) and state = 'QUEUED'";

        private static final String VOLUMES = """
                select cast(created_at at time zone 'UTC' as date) as day, channel, country, count(*) as requested,
                    count(*) filter (where state = 'DELIVERED') as delivered,
                    count(*) filter (where state = 'FAILED') as failed, count(used_at) as used
                from delivery where realm_id = :realm and not notice and created_at > :since
                group by day, channel, country order by day desc, channel, country""";

        @Override
        public Class<DeliveryEntity> type() {
            return DeliveryEntity.class;
        }

        public Optional<DeliveryEntity> find(DeliveryId id) {
            return findByIdOptional(id.value());
        }

        /** Returns the number of the realm's next code by text message; the transaction holds the lock of the send limits. */
        long nextTextNumber(RealmId realm) {
            return getEntityManager()
                    .createQuery(
                            "select coalesce(max(textNumber), 0L) + 1L from DeliveryEntity where realmId = :realm",
                            Long.class)
                    .setParameter("realm", realm.value())
                    .getSingleResult();
        }

        Optional<DeliveryId> findIdByProviderMessageId(String providerMessageId) {
            return getEntityManager()
                    .createQuery("select id from DeliveryEntity where providerMessageId = :name", UUID.class)
                    .setParameter("name", providerMessageId)
                    .setMaxResults(1)
                    .getResultList()
                    .stream()
                    .findFirst()
                    .map(DeliveryId::new);
        }

        /** Returns account and purpose of the message's code, or empty if it carries none; takes no lock. */
        Optional<DeliveryFailing> findFailing(DeliveryId id) {
            return getEntityManager()
                    .createQuery(
                            "select administratorId, purpose from DeliveryEntity where id = :id and not notice",
                            Tuple.class)
                    .setParameter("id", id.value())
                    .getResultList()
                    .stream()
                    .findFirst()
                    .map(row -> new DeliveryFailing(
                            new AdministratorId(row.get(0, UUID.class)), row.get(1, CodePurpose.class)));
        }

        /** Returns the realm's messages that match the filter, the newest first, starting after that one if it is given. */
        List<DeliveryEntity> list(RealmId realm, DeliveryFilter filter, Optional<DeliveryEntity> after, int limit) {
            var text = new StringBuilder("realmId = :realm and purpose in :purposes");
            Map<String, Object> values = new HashMap<>(Map.of("realm", realm.value(), "purposes", PURPOSES));
            narrow(text, values, "channel = :channel", "channel", filter.channel());
            narrow(text, values, "state = :state", "state", filter.state());
            narrow(text, values, "createdAt >= :from", "from", filter.from());
            narrow(text, values, "createdAt < :to", "to", filter.to());
            narrow(text, values, "createdAt <= :at", "at", after.map(last -> last.createdAt));
            narrow(text, values, "(createdAt < :at or id < :last)", "last", after.map(last -> last.id));
            return find(text + " order by createdAt desc, id desc", values)
                    .page(0, limit)
                    .list();
        }

        List<DeliveryEntity> listCodes(RealmId realm, AdministratorId administrator, int limit) {
            return find(
                            "realmId = ?1 and administratorId = ?2 and not notice and purpose in ?3 order by createdAt desc",
                            realm.value(),
                            administrator.value(),
                            PURPOSES)
                    .page(0, limit)
                    .list();
        }

        /** Returns the numbers of the realm's codes since then by day, the newest first. */
        List<DeliveryVolume> listVolumes(RealmId realm, Instant since) {
            return getSession()
                    .createNativeQuery(VOLUMES, Tuple.class)
                    .setParameter("realm", realm.value())
                    .setParameter("since", since)
                    .getResultList()
                    .stream()
                    .map(Repository::volume)
                    .toList();
        }

        /** Records that a provider has accepted the message, unless its report has come first. */
        void enterSent(DeliveryId id, String providerMessageId, Instant now) {
            update(
                    "state = ?1, providerMessageId = ?2, changedAt = ?3 where id = ?4 and state = ?5",
                    DeliveryState.SENT,
                    providerMessageId,
                    now,
                    id.value(),
                    DeliveryState.QUEUED);
        }

        /** Marks the code as used and returns it, or empty if it was used before or there is no such message. */
        Optional<Consumed> consume(DeliveryId id, Instant now) {
            return getSession()
                    .createNativeQuery(CONSUME, Tuple.class)
                    .addScalar("channel", String.class)
                    .addScalar("created_at", Instant.class)
                    .setParameter("now", now)
                    .setParameter("id", id.value())
                    .getResultList()
                    .stream()
                    .findFirst()
                    .map(row -> new Consumed(
                            Channel.valueOf(row.get("channel", String.class)), row.get("created_at", Instant.class)));
        }

        /** Extends the leases of these messages by a minute, on the database's clock, which all nodes share. */
        void renewLeases(Collection<DeliveryId> inProgress) {
            getSession()
                    .createNativeMutationQuery(RENEW_LEASES)
                    .setParameter(
                            "ids", inProgress.stream().map(DeliveryId::value).toArray(UUID[]::new))
                    .executeUpdate();
        }

        /** Returns up to 500 messages whose lease has expired. */
        List<DeliveryId> findExpiredLeases() {
            return getEntityManager()
                    .createQuery(
                            "select id from DeliveryEntity where state = :queued and heldUntil < instant", UUID.class)
                    .setParameter("queued", DeliveryState.QUEUED)
                    .setMaxResults(MAX_EXPIRED)
                    .getResultList()
                    .stream()
                    .map(DeliveryId::new)
                    .toList();
        }

        /** Returns the messages that wait, by channel. */
        Map<Channel, Depth> depths() {
            Map<Channel, Depth> depths = new EnumMap<>(Channel.class);
            getSession()
                    .createQuery(
                            "select channel, count(*), min(createdAt) from DeliveryEntity where state = 'QUEUED' group by channel",
                            Tuple.class)
                    .getResultList()
                    .forEach(row -> depths.put(
                            row.get(0, Channel.class), new Depth(row.get(1, Long.class), row.get(2, Instant.class))));
            return depths;
        }

        private static void narrow(
                StringBuilder text, Map<String, Object> values, String condition, String name, Optional<?> value) {
            value.ifPresent(present -> {
                text.append(" and ").append(condition);
                values.put(name, present);
            });
        }

        private static DeliveryVolume volume(Tuple row) {
            return new DeliveryVolume(
                    row.get("day", LocalDate.class),
                    Channel.valueOf(row.get("channel", String.class)),
                    Optional.ofNullable(row.get("country", String.class)),
                    row.get("requested", Long.class),
                    row.get("delivered", Long.class),
                    row.get("failed", Long.class),
                    row.get("used", Long.class));
        }
    }
}
