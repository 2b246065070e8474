package io.gatehouse.delivery;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Conditions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a realm has sent, for its administrators to look through. */
@ApplicationScoped
public class DeliveryLog {
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
     * The realm's codes that pass the filter, the newest first.
     *
     * @param after behind which one; from the newest on if empty, none if there is no such one
     */
    @Transactional
    public List<DeliveryEntry> read(RealmId realm, DeliveryFilter filter, Optional<DeliveryId> after, int limit) {
        var conditions = new Conditions("realm_id = :realm", Map.of("realm", realm.value()));
        filter.channel().ifPresent(channel -> conditions.and("channel = :channel", Map.of("channel", channel)));
        filter.state().ifPresent(state -> conditions.and("state = :state", Map.of("state", state)));
        filter.from().ifPresent(from -> conditions.and("created_at >= :from", Map.of("from", from)));
        filter.to().ifPresent(to -> conditions.and("created_at < :to", Map.of("to", to)));
        if (after.isPresent()) {
            Optional<DeliveryEntity> last =
                    deliveries.find(after.get()).filter(found -> found.realm().equals(realm));
            if (last.isEmpty()) {
                return List.of();
            }
            conditions.and(
                    "created_at <= :at and (created_at < :at or id < :last)",
                    Map.of(
                            "at",
                            last.get().entry().createdAt(),
                            "last",
                            after.get().value()));
        }
        return deliveries.list(conditions.text() + " order by created_at desc, id desc", conditions.values(), limit);
    }

    /** The newest codes of an account. */
    @Transactional
    public List<DeliveryEntry> of(RealmId realm, AdministratorId administrator, int limit) {
        return deliveries.list(
                "realm_id = :realm and administrator_id = :administrator and not notice order by created_at desc",
                Map.of("realm", realm.value(), "administrator", administrator.value()),
                limit);
    }

    /** The volumes of the last seven days, the newest first. */
    @Transactional
    public List<DeliveryVolume> volumes(RealmId realm) {
        return deliveries.volumes(realm, clock.instant().minus(VOLUMES));
    }

    /** The mails given up in the last thirty days, the newest first; at most fifty. */
    @Transactional
    public List<DeadMail> deadMails(RealmId realm) {
        return mails.dead(realm, clock.instant().minus(MAILS), MAX_MAILS).stream()
                .map(OutboxEntity::toDeadMail)
                .toList();
    }
}
