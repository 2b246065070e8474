package io.gatehouse.delivery;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.realm.Channel;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a realm has sent, for its administrators to look through. */
@ApplicationScoped
public class DeliveryLog {
    private static final Duration VOLUMES = Duration.ofDays(7);
    private static final Duration MAILS = Duration.ofDays(30);
    private static final int MAX_MAILS = 50;

    private static final String BY_DAY = """
            select cast(created_at at time zone 'UTC' as date) as day, channel, country, count(*),
                count(*) filter (where state = 'DELIVERED'), count(*) filter (where state = 'FAILED'), count(used_at)
            from delivery where realm_id = :realm and not notice and created_at > :since
            group by day, channel, country order by day desc, channel, country""";

    private final DeliveryEntity.Repository deliveries;
    private final OutboxEntity.Repository mails;
    private final EntityManager database;
    private final Clock clock;

    DeliveryLog(
            DeliveryEntity.Repository deliveries, OutboxEntity.Repository mails, EntityManager database, Clock clock) {
        this.deliveries = deliveries;
        this.mails = mails;
        this.database = database;
        this.clock = clock;
    }

    /**
     * The realm's codes that pass the filter, the newest first.
     *
     * @param after behind which one; from the newest on if empty, none if there is no such one
     */
    @Transactional
    public List<DeliveryEntry> read(RealmId realm, DeliveryFilter filter, Optional<DeliveryId> after, int limit) {
        var where = new StringBuilder("realmId = :realm");
        Map<String, Object> values = new HashMap<>(Map.of("realm", realm.value()));
        filter.channel().ifPresent(channel -> add(where, values, "channel = :channel", "channel", channel));
        filter.state().ifPresent(state -> add(where, values, "state = :state", "state", state));
        filter.from().ifPresent(from -> add(where, values, "createdAt >= :from", "from", from));
        filter.to().ifPresent(to -> add(where, values, "createdAt < :to", "to", to));
        if (after.isPresent()) {
            Optional<DeliveryEntity> last = deliveries
                    .find("id = ?1 and realmId = ?2", after.get().value(), realm.value())
                    .firstResultOptional();
            if (last.isEmpty()) {
                return List.of();
            }
            add(where, values, "createdAt <= :at", "at", last.get().createdAt);
            add(where, values, "(createdAt < :at or id < :last)", "last", last.get().id);
        }
        return deliveries.find(where + " order by createdAt desc, id desc", values).page(Page.ofSize(limit)).stream()
                .map(DeliveryEntity::toEntry)
                .toList();
    }

    /** The newest codes of an account. */
    @Transactional
    public List<DeliveryEntry> of(RealmId realm, AdministratorId administrator, int limit) {
        return deliveries
                .find(
                        "realmId = ?1 and administratorId = ?2 and not notice order by createdAt desc",
                        realm.value(),
                        administrator.value())
                .page(Page.ofSize(limit))
                .stream()
                .map(DeliveryEntity::toEntry)
                .toList();
    }

    /** The volumes of the last seven days, the newest first. */
    @Transactional
    public List<DeliveryVolume> volumes(RealmId realm) {
        List<?> rows = database.createNativeQuery(BY_DAY, Object[].class)
                .setParameter("realm", realm.value())
                .setParameter("since", clock.instant().minus(VOLUMES))
                .getResultList();
        return rows.stream().map(row -> volume((Object[]) row)).toList();
    }

    /** The mails given up in the last thirty days, the newest first; at most fifty. */
    @Transactional
    public List<DeadMail> deadMails(RealmId realm) {
        return mails
                .find(
                        "realmId = ?1 and state = ?2 and changedAt > ?3 order by changedAt desc",
                        realm.value(),
                        OutboxState.DEAD,
                        clock.instant().minus(MAILS))
                .page(Page.ofSize(MAX_MAILS))
                .stream()
                .map(row -> new DeadMail(
                        row.kind, new AdministratorId(row.administratorId), row.attempts, row.error, row.changedAt))
                .toList();
    }

    private static DeliveryVolume volume(Object[] row) {
        return new DeliveryVolume(
                LocalDate.parse(row[0].toString()),
                Channel.valueOf((String) row[1]),
                Optional.ofNullable((String) row[2]),
                ((Number) row[3]).longValue(),
                ((Number) row[4]).longValue(),
                ((Number) row[5]).longValue(),
                ((Number) row[6]).longValue());
    }

    private static void add(
            StringBuilder where, Map<String, Object> values, String condition, String name, Object value) {
        where.append(" and ").append(condition);
        values.put(name, value);
    }
}
