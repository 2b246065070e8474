package io.gatehouse.audit;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the log, the newest first, each filter by an index of its own: the millionth row comes as quickly as the first. */
@ApplicationScoped
public class AuditReading {
    private static final String COLUMNS =
            "id, occurred_at, type, actor_id, subject_id, client_address, user_agent, request_id, details";

    private final Sql sql;

    AuditReading(Sql sql) {
        this.sql = sql;
    }

    /**
     * The realm's events that pass the filter.
     *
     * @param after behind which one; from the newest on if empty
     */
    @Transactional
    public List<AuditEntry> read(RealmId realm, AuditFilter filter, Optional<AuditPosition> after, int limit) {
        Map<String, Object> values = values(realm, limit);
        filter.administrator().ifPresent(person -> values.put("person", person.value()));
        return list(
                filter.administrator().isPresent()
                        // Two indexes, and whoever acts on the own account stands in both.
                        ? "(" + select("subject_id = :person", filter, after, values) + ") union ("
                                + select("actor_id = :person", filter, after, values) + ")"
                        : select("true", filter, after, values),
                values);
    }

    /**
     * The events that concern an account, whoever's doing they are.
     *
     * @param after behind which one; from the newest on if empty
     */
    @Transactional
    public List<AuditEntry> about(RealmId realm, AdministratorId subject, Optional<AuditPosition> after, int limit) {
        Map<String, Object> values = values(realm, limit);
        values.put("person", subject.value());
        return list(select("subject_id = :person", AuditFilter.NONE, after, values), values);
    }

    private static Map<String, Object> values(RealmId realm, int limit) {
        return new LinkedHashMap<>(Map.of("realm", realm.value(), "limit", limit));
    }

    private List<AuditEntry> list(String rows, Map<String, Object> values) {
        return sql.statement(rows + " order by occurred_at desc, id desc limit :limit")
                .with(values)
                .list(AuditReading::entry);
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.number("id"),
                row.instant("occurred_at"),
                row.constant("type", AuditEventType.class),
                Optional.ofNullable(row.uuid("actor_id")).map(AdministratorId::new),
                Optional.ofNullable(row.uuid("subject_id")).map(AdministratorId::new),
                row.text("client_address"),
                row.text("user_agent"),
                row.text("request_id"),
                row.details("details"));
    }

    private static String select(
            String whose, AuditFilter filter, Optional<AuditPosition> after, Map<String, Object> values) {
        var where =
                new StringBuilder("select " + COLUMNS + " from audit_event where realm_id = :realm and ").append(whose);
        filter.type().ifPresent(type -> add(where, values, "type = :type", "type", type));
        filter.from().ifPresent(from -> add(where, values, "occurred_at >= :from", "from", from));
        filter.to().ifPresent(to -> add(where, values, "occurred_at < :to", "to", to));
        after.ifPresent(position -> {
            add(where, values, "(occurred_at, id) < (:at, :id)", "at", position.occurredAt());
            values.put("id", position.id());
        });
        return filter.administrator().isPresent()
                ? where.append(" order by occurred_at desc, id desc limit :limit")
                        .toString()
                : where.toString();
    }

    private static void add(
            StringBuilder where, Map<String, Object> values, String condition, String name, Object value) {
        where.append(" and ").append(condition);
        values.put(name, value);
    }
}
