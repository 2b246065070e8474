package io.gatehouse.audit;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.RecordedEvents;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The audit log with its table in memory. */
public final class AuditFakes {
    private final InMemoryEvents events = new InMemoryEvents();

    public final AuditLog log;

    public AuditFakes(Clock clock) {
        log = new AuditLog(events, clock, new RecordedEvents<>());
    }

    /** Returns the events recorded so far, oldest first. */
    public List<AuditEntry> entries() {
        return events.where(event -> true).map(AuditEventEntity::toEntry).toList();
    }

    /** Returns the details of the newest event of that type. */
    public Optional<Map<String, String>> details(AuditEventType type) {
        return entries().stream()
                .filter(entry -> entry.is(type))
                .reduce((earlier, later) -> later)
                .map(AuditEntry::details);
    }

    private static final class InMemoryEvents extends AuditEventEntity.Repository
            implements InMemoryTable<AuditEventEntity, Long> {
        private final Rows<Long, AuditEventEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<Long, AuditEventEntity> rows() {
            return rows;
        }

        @Override
        public void persist(AuditEventEntity row) {
            row.id = rows.size() + 1L;
            rows.put(row.id, row);
        }

        @Override
        boolean existsAbout(AdministratorId subject, AuditEventType type, Instant since) {
            return where(row -> subject.value().equals(row.subjectId)
                            && row.type.equals(type.name())
                            && row.occurredAt.isAfter(since))
                    .findAny()
                    .isPresent();
        }

        @Override
        List<AuditEventEntity> list(RealmId realm, AuditFilter filter, Optional<AuditPosition> after, int limit) {
            return page(
                    realm,
                    after,
                    limit,
                    row -> filter.type().stream().map(Enum::name).allMatch(row.type::equals)
                            && (filter.administrators().isEmpty()
                                    || filter.administrators().stream()
                                            .anyMatch(id -> id.value().equals(row.actorId)
                                                    || id.value().equals(row.subjectId)))
                            && filter.clientAddress().stream().allMatch(row.clientAddress::equals)
                            && filter.requestId().stream().allMatch(row.requestId::equals)
                            && filter.from().stream().noneMatch(row.occurredAt::isBefore)
                            && filter.to().stream().allMatch(row.occurredAt::isBefore));
        }

        @Override
        List<AuditEventEntity> list(RealmId realm, AuditEventType type, Collection<AdministratorId> subjects) {
            return where(row -> row.realmId.equals(realm.value()) && row.type.equals(type.name()))
                    .filter(row ->
                            row.toEntry().subject().filter(subjects::contains).isPresent())
                    .toList();
        }

        @Override
        List<AuditEventEntity> listAbout(
                RealmId realm, AdministratorId subject, Optional<AuditPosition> after, int limit) {
            return page(realm, after, limit, row -> subject.value().equals(row.subjectId));
        }

        @Override
        Map<LocalDate, Map<AuditEventType, Long>> countByDay(
                RealmId realm, Collection<AuditEventType> types, Instant since) {
            return where(row -> row.realmId.equals(realm.value())
                            && types.contains(AuditEventType.valueOf(row.type))
                            && !row.occurredAt.isBefore(since))
                    .collect(Collectors.groupingBy(
                            row -> LocalDate.ofInstant(row.occurredAt, ZoneOffset.UTC),
                            Collectors.groupingBy(row -> AuditEventType.valueOf(row.type), Collectors.counting())));
        }

        private List<AuditEventEntity> page(
                RealmId realm, Optional<AuditPosition> after, int limit, Predicate<AuditEventEntity> condition) {
            Comparator<AuditPosition> order =
                    Comparator.comparing(AuditPosition::occurredAt).thenComparing(AuditPosition::id);
            return where(row -> row.realmId.equals(realm.value()))
                    .filter(condition)
                    .filter(row -> after.stream()
                            .allMatch(position -> order.compare(row.toEntry().position(), position) < 0))
                    .sorted(Comparator.comparing(row -> row.toEntry().position(), order.reversed()))
                    .limit(limit)
                    .toList();
        }
    }
}
