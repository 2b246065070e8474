package io.gatehouse.administration.overview;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.summingLong;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.dispatch.DeliveryLog;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryVolume;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Counts a realm's sign-ins and codes of the last seven days, by UTC day, today included. */
@ApplicationScoped
@Transactional
public class DashboardStatistics {
    private static final int DAYS = 7;
    private static final List<AuditEventType> SIGN_INS =
            List.of(AuditEventType.SIGNED_IN, AuditEventType.PASSWORD_REFUSED, AuditEventType.CODE_REFUSED);

    private static final List<AuditEventType> COUNTED = Stream.concat(
                    SIGN_INS.stream(), Stream.of(AuditEventType.CODE_ISSUED))
            .toList();

    private final AuditLog audit;
    private final DeliveryLog deliveries;
    private final Clock clock;

    DashboardStatistics(AuditLog audit, DeliveryLog deliveries, Clock clock) {
        this.audit = audit;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** The counts of one day; the method that returns them defines their order. */
    public record Day(LocalDate date, List<Long> counts) {}

    /** The number of events of the seven days, and of the seven days before. */
    public record Trend(long now, long before) {}

    /**
     * The sign-ins of the seven days.
     *
     * @param days the completed sign-ins, wrong passwords and wrong codes of each day, the oldest first
     * @param refused wrong passwords and wrong codes
     * @param codes requested codes
     */
    public record SignIns(List<Day> days, Trend completed, Trend refused, Trend codes) {}

    /** Returns the sign-ins, counted by one statement. */
    public SignIns signIns(RealmId realm) {
        LocalDate first = firstDay();
        Map<LocalDate, Map<AuditEventType, Long>> counts = audit.countByDay(
                realm,
                COUNTED,
                first.minusDays(DAYS).atStartOfDay(ZoneOffset.UTC).toInstant());
        List<Day> days = days(first, date -> {
            Map<AuditEventType, Long> day = counts.getOrDefault(date, Map.of());
            return SIGN_INS.stream().map(type -> day.getOrDefault(type, 0L)).toList();
        });
        return new SignIns(
                days,
                trend(counts, first, AuditEventType.SIGNED_IN),
                trend(counts, first, AuditEventType.PASSWORD_REFUSED, AuditEventType.CODE_REFUSED),
                trend(counts, first, AuditEventType.CODE_ISSUED));
    }

    private static Trend trend(
            Map<LocalDate, Map<AuditEventType, Long>> counts, LocalDate first, AuditEventType... types) {
        Map<Boolean, Long> sums = counts.entrySet().stream()
                .collect(partitioningBy(
                        day -> !day.getKey().isBefore(first),
                        summingLong(day -> Stream.of(types)
                                .mapToLong(type -> day.getValue().getOrDefault(type, 0L))
                                .sum())));
        return new Trend(sums.get(true), sums.get(false));
    }

    /**
     * Returns for each day, oldest first: text messages confirmed as delivered, text messages pending or never
     * confirmed, codes sent by e-mail, whose delivery is never confirmed, and codes that failed.
     */
    public List<Day> codes(RealmId realm) {
        Map<LocalDate, List<DeliveryVolume>> volumes =
                deliveries.volumes(realm).stream().collect(groupingBy(DeliveryVolume::day));
        return days(firstDay(), date -> codes(volumes.getOrDefault(date, List.of())));
    }

    private static List<Long> codes(List<DeliveryVolume> day) {
        return List.of(
                sum(day, Channel.SMS, DeliveryVolume::delivered),
                sum(day, Channel.SMS, volume -> volume.requested() - volume.delivered() - volume.failed()),
                sum(day, Channel.EMAIL, volume -> volume.requested() - volume.failed()),
                day.stream().mapToLong(DeliveryVolume::failed).sum());
    }

    private static long sum(List<DeliveryVolume> day, Channel channel, ToLongFunction<DeliveryVolume> count) {
        return day.stream()
                .filter(volume -> volume.channel() == channel)
                .mapToLong(count)
                .sum();
    }

    private static List<Day> days(LocalDate first, Function<LocalDate, List<Long>> counts) {
        return first.datesUntil(first.plusDays(DAYS))
                .map(date -> new Day(date, counts.apply(date)))
                .toList();
    }

    private LocalDate firstDay() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS - 1L);
    }
}
