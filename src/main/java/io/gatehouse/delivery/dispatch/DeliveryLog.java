package io.gatehouse.delivery.dispatch;

import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.outbox.DeadMail;
import io.gatehouse.delivery.outbox.OutboxEntity;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Lists the messages that a realm has sent, for its administrators. */
@ApplicationScoped
public class DeliveryLog {
    /**
     * Criteria for deliveries; an empty one matches all.
     *
     * @param from matches those requested at that time or later
     * @param to matches those requested before that time
     */
    public record DeliveryFilter(
            Optional<Channel> channel, Optional<DeliveryState> state, Optional<Instant> from, Optional<Instant> to) {
        /** Returns the filter that matches all deliveries. */
        public static DeliveryFilter none() {
            return new DeliveryFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * The delivery of one code, as shown to the realm's administrators.
     *
     * @param to the address, masked
     * @param country ISO 3166 code of a number's country
     * @param failure with {@link DeliveryState#FAILED}
     * @param error with {@link DeliveryState#FAILED}, the provider's own code
     * @param usedAt when the code was verified; empty if it was not
     */
    public record DeliveryEntry(
            DeliveryId id,
            AdministratorId administrator,
            CodePurpose purpose,
            Channel channel,
            String to,
            Optional<String> country,
            String tag,
            DeliveryState state,
            Optional<SendFailure> failure,
            Optional<String> error,
            Instant createdAt,
            Instant changedAt,
            Optional<Instant> usedAt) {}

    /**
     * The numbers of codes on one day (UTC), by one channel, to one country.
     *
     * @param country ISO 3166 code; none for mail
     * @param requested all codes
     * @param delivered of these, reported as delivered
     * @param failed of these, not sent or not delivered
     * @param used of these, verified
     */
    public record DeliveryVolume(
            LocalDate day,
            Channel channel,
            Optional<String> country,
            long requested,
            long delivered,
            long failed,
            long used) {}

    private static final Duration VOLUMES = Duration.ofDays(7);
    private static final Duration MAILS = Duration.ofDays(30);
    private static final int MAX_MAILS = 50;

    private final DeliveryEntity.Repository deliveries;
    private final OutboxEntity.Repository mails;
    private final Clock clock;

    DeliveryLog(DeliveryEntity.Repository deliveries, OutboxEntity.Repository mails, Clock clock) {
        this.deliveries = deliveries;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * Returns the realm's codes that match the filter, the newest first.
     *
     * @param after the last one of the previous page; the newest are returned if empty, none if the realm has no such one
     */
    @Transactional
    public List<DeliveryEntry> read(RealmId realm, DeliveryFilter filter, Optional<DeliveryId> after, int limit) {
        Optional<DeliveryEntity> last =
                after.flatMap(deliveries::find).filter(found -> found.realmId.equals(realm.value()));
        if (after.isPresent() && last.isEmpty()) {
            return List.of();
        }
        return entries(deliveries.list(realm, filter, last, limit));
    }

    /** Returns the newest codes of an account. */
    @Transactional
    public List<DeliveryEntry> of(RealmId realm, AdministratorId administrator, int limit) {
        return entries(deliveries.listCodes(realm, administrator, limit));
    }

    /** Returns the volumes of the last seven days, the newest first. */
    @Transactional
    public List<DeliveryVolume> volumes(RealmId realm) {
        return deliveries.listVolumes(realm, clock.instant().minus(VOLUMES));
    }

    /** Returns the mails given up in the last thirty days, the newest first; at most fifty. */
    @Transactional
    public List<DeadMail> deadMails(RealmId realm) {
        return mails.listDead(realm, clock.instant().minus(MAILS), MAX_MAILS).stream()
                .map(OutboxEntity::toDeadMail)
                .toList();
    }

    private static List<DeliveryEntry> entries(List<DeliveryEntity> rows) {
        return rows.stream().map(DeliveryEntity::toEntry).toList();
    }
}
