package io.gatehouse.audit;

import io.gatehouse.kernel.Requester.Device;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** A row of {@code audit_event}. */
@Entity
@Immutable
@Table(name = "audit_event")
class AuditEventEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "audit_event_seq")
    @SequenceGenerator(name = "audit_event_seq", sequenceName = "audit_event_seq", allocationSize = 50)
    Long id;

    Instant occurredAt;

    /** A constant of {@link AuditEventType}, of this version or a newer one. */
    String type;

    UUID realmId;
    UUID actorId;
    UUID subjectId;
    String clientAddress;
    String userAgent;
    String requestId;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    Map<String, String> details;

    static AuditEventEntity of(AuditEvent event, Instant occurredAt) {
        var entity = new AuditEventEntity();
        entity.occurredAt = occurredAt;
        entity.type = event.type().name();
        entity.realmId = event.realm().value();
        entity.actorId = event.actor().map(AdministratorId::value).orElse(null);
        entity.subjectId = event.subject().map(AdministratorId::value).orElse(null);
        entity.clientAddress = event.requester().address();
        entity.userAgent = event.requester().userAgent();
        entity.requestId = event.requester().requestId();
        entity.details = event.details();
        return entity;
    }

    AuditEntry toEntry() {
        return new AuditEntry(
                id,
                occurredAt,
                type,
                Optional.ofNullable(actorId).map(AdministratorId::new),
                Optional.ofNullable(subjectId).map(AdministratorId::new),
                clientAddress,
                userAgent,
                requestId,
                details);
    }

    /**
     * Lists are newest first, each read from an index for its filter, so that the last page is as fast as the first.
     */
    @ApplicationScoped
    static class Repository implements PanacheRepository<AuditEventEntity> {
        private static final String COLUMNS =
                "id, occurred_at, type, realm_id, actor_id, subject_id, client_address, user_agent, request_id, details";

        private static final String NEWEST_FIRST = " order by occurred_at desc, id desc limit :limit";

        boolean existsAbout(AdministratorId subject, AuditEventType type, Instant since) {
            return count("subjectId = ?1 and type = ?2 and occurredAt > ?3", subject.value(), type.name(), since) > 0;
        }

        List<AuditEventEntity> list(RealmId realm, AuditFilter filter, Optional<AuditPosition> after, int limit) {
            Map<String, Object> parameters = new HashMap<>();
            String events = select(realm, filter, after, parameters);
            if (filter.administrators().isEmpty()) {
                return list(events + NEWEST_FIRST, parameters, limit);
            }
            parameters.put(
                    "administrators",
                    filter.administrators().stream().map(AdministratorId::value).toArray(UUID[]::new));
            // Actor and subject have an index each, read once for each administrator; the same event is found by both.
            String ofOne = "(%s and subject_id = one.id%s) union all (%s and actor_id = one.id%s)"
                    .formatted(events, NEWEST_FIRST, events, NEWEST_FIRST);
            return list(
                    "select distinct found.* from unnest(:administrators) one (id) cross join lateral (%s) found%s"
                            .formatted(ofOne, NEWEST_FIRST),
                    parameters,
                    limit);
        }

        /** Returns the events of that type about these accounts. */
        List<AuditEventEntity> list(RealmId realm, AuditEventType type, Collection<AdministratorId> subjects) {
            return list(
                    "realmId = ?1 and type = ?2 and subjectId in ?3",
                    realm.value(),
                    type.name(),
                    subjects.stream().map(AdministratorId::value).toList());
        }

        List<AuditEventEntity> listAbout(
                RealmId realm, AdministratorId subject, Optional<AuditPosition> after, int limit) {
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("administrator", subject.value());
            String events = select(realm, AuditFilter.NONE, after, parameters);
            return list(events + " and subject_id = :administrator" + NEWEST_FIRST, parameters, limit);
        }

        /** Returns the number of events by day in UTC and type; days and types without events are missing. */
        Map<LocalDate, Map<AuditEventType, Long>> countByDay(
                RealmId realm, Collection<AuditEventType> types, Instant since) {
            Map<LocalDate, Map<AuditEventType, Long>> counts = new HashMap<>();
            query("""
                    select cast(occurred_at at time zone 'UTC' as date) as day, type, count(*) as events from audit_event
                    where realm_id = :realm and type in (:types) and occurred_at >= :since
                    group by day, type""")
                    .addScalar("day", LocalDate.class)
                    .addScalar("type", String.class)
                    .addScalar("events", Long.class)
                    .setParameter("realm", realm.value())
                    .setParameterList("types", types.stream().map(Enum::name).toList())
                    .setParameter("since", since)
                    .getResultList()
                    .forEach(row -> counts.computeIfAbsent(
                                    row.get("day", LocalDate.class), day -> new EnumMap<>(AuditEventType.class))
                            .put(AuditEventType.valueOf(row.get("type", String.class)), row.get("events", Long.class)));
            return counts;
        }

        /** Returns the sign-ins with only a password by programs other than browsers, the latest first. */
        List<ProgramSignIn> listProgramSignIns(RealmId realm, Instant since, int limit) {
            return query("""
                            select a.email, e.user_agent, e.last_at from (
                                select subject_id, user_agent, max(occurred_at) as last_at from audit_event
                                where realm_id = :realm and type = 'SIGNED_IN' and details ->> 'factor' = 'NONE'
                                    and user_agent !~ '%s' and occurred_at > :since
                                group by subject_id, user_agent) e
                            join administrator a on a.id = e.subject_id order by e.last_at desc limit :limit""".formatted(Device.BROWSER))
                    .addScalar("email", String.class)
                    .addScalar("user_agent", String.class)
                    .addScalar("last_at", Instant.class)
                    .setParameter("realm", realm.value())
                    .setParameter("since", since)
                    .setParameter("limit", limit)
                    .getResultStream()
                    .map(row -> new ProgramSignIn(
                            row.get("email", String.class),
                            row.get("user_agent", String.class),
                            row.get("last_at", Instant.class)))
                    .toList();
        }

        /** Creates the partition of that day's month, unless it exists. */
        void addPartition(LocalDate day) {
            getSession()
                    .createNativeQuery("select 1 from add_audit_partition(:day)", Integer.class)
                    .setParameter("day", day)
                    .getSingleResult();
        }

        /** Drops the partitions of the months that ended before that time, and returns their number. */
        int dropPartitions(Instant before) {
            return getSession()
                    .createNativeQuery("select drop_audit_partitions(:before)", Integer.class)
                    .setParameter("before", before)
                    .getSingleResult();
        }

        private NativeQuery<Tuple> query(String sql) {
            return getSession().createNativeQuery(sql, Tuple.class);
        }

        private List<AuditEventEntity> list(String sql, Map<String, Object> parameters, int limit) {
            NativeQuery<AuditEventEntity> query = getSession().createNativeQuery(sql, AuditEventEntity.class);
            parameters.forEach(query::setParameter);
            return query.setParameter("limit", limit).getResultList();
        }

        private static String select(
                RealmId realm, AuditFilter filter, Optional<AuditPosition> after, Map<String, Object> parameters) {
            var sql = new StringBuilder("select " + COLUMNS + " from audit_event where realm_id = :realm");
            parameters.put("realm", realm.value());
            filter.type().ifPresent(type -> {
                sql.append(" and type = :type");
                parameters.put("type", type.name());
            });
            filter.clientAddress().ifPresent(address -> {
                sql.append(" and client_address = :address");
                parameters.put("address", address);
            });
            filter.requestId().ifPresent(request -> {
                sql.append(" and request_id = :request");
                parameters.put("request", request);
            });
            filter.from().ifPresent(from -> {
                sql.append(" and occurred_at >= :from");
                parameters.put("from", from);
            });
            filter.to().ifPresent(to -> {
                sql.append(" and occurred_at < :to");
                parameters.put("to", to);
            });
            after.ifPresent(position -> {
                sql.append(" and (occurred_at, id) < (:at, :id)");
                parameters.put("at", position.occurredAt());
                parameters.put("id", position.id());
            });
            return sql.toString();
        }
    }
}
