package io.gatehouse.delivery;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.realm.Channel;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Entity
@Table(name = "delivery")
class DeliveryEntity {
    @Id
    UUID id;

    @Column(name = "realm_id")
    UUID realmId;

    @Column(name = "administrator_id")
    UUID administratorId;

    @Enumerated(EnumType.STRING)
    CodePurpose purpose;

    @Enumerated(EnumType.STRING)
    Channel channel;

    @Column(name = "destination_hint")
    String destinationHint;

    @Column(name = "destination_mac")
    byte[] destinationMac;

    boolean proven;

    @Column(name = "requester_mac")
    byte[] requesterMac;

    String country;

    List<String> ranges;

    String tag;

    /** Whether it tells of something and carries no code, and so counts towards no limit of codes. */
    boolean notice;

    @Enumerated(EnumType.STRING)
    DeliveryState state;

    @Column(name = "provider_message_id")
    String providerMessageId;

    @Enumerated(EnumType.STRING)
    SendFailure failure;

    String error;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "used_at")
    Instant usedAt;

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

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<DeliveryEntity, UUID> {
        private static final int MAX_LOST = 500;

        /** Whose code and what for, if it is one; reads these alone, so that a lock taken later brings the row as it is then. */
        Optional<DeliveryFailing> failing(DeliveryId id) {
            return getEntityManager()
                    .createQuery(
                            "select administratorId, purpose from DeliveryEntity where id = :id and not notice",
                            Object[].class)
                    .setParameter("id", id.value())
                    .getResultStream()
                    .findFirst()
                    .map(row -> new DeliveryFailing(new AdministratorId((UUID) row[0]), (CodePurpose) row[1]));
        }

        /** Vouches for the messages for another minute, by PostgreSQL's own time: one that all nodes share. */
        void vouch(Collection<DeliveryId> underWay) {
            getEntityManager()
                    .createNativeQuery("update delivery set held_until = now() + interval '1 minute'"
                            + " where id = any(:ids) and state = 'QUEUED'")
                    .setParameter(
                            "ids", underWay.stream().map(DeliveryId::value).toArray(UUID[]::new))
                    .executeUpdate();
        }

        /** Messages for which no node vouches any more. */
        List<DeliveryId> lost() {
            List<?> ids = getEntityManager()
                    .createNativeQuery(
                            "select id from delivery where state = 'QUEUED' and held_until < now() limit " + MAX_LOST,
                            UUID.class)
                    .getResultList();
            return ids.stream().map(id -> new DeliveryId((UUID) id)).toList();
        }
    }
}
