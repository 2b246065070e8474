package io.gatehouse.audit;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Conditions;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the log, the newest first, each filter by an index of its own: the millionth row comes as quickly as the first. */
@ApplicationScoped
public class AuditReading {
    private static final String COLUMNS =
            "id, occurred_at, type, actor_id, subject_id, client_address, user_agent, request_id, details";

    private static final String NEWEST = " order by occurred_at desc, id desc limit :limit";

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
        if (filter.administrator().isEmpty()) {
            Conditions all = conditions(realm, filter, after);
            return list(select(all), all, limit);
        }
        Map<String, Object> person =
                Map.of("person", filter.administrator().get().value());
        Conditions ofSubject = conditions(realm, filter, after).and("subject_id = :person", person);
        Conditions ofActor = conditions(realm, filter, after).and("actor_id = :person", person);
        // Two indexes, and whoever acts on the own account stands in both.
        return list("(" + select(ofSubject) + NEWEST + ") union (" + select(ofActor) + NEWEST + ")", ofSubject, limit);
    }

    /**
     * The events that concern an account, whoever's doing they are.
     *
     * @param after behind which one; from the newest on if empty
     */
    @Transactional
    public List<AuditEntry> about(RealmId realm, AdministratorId subject, Optional<AuditPosition> after, int limit) {
        Conditions conditions = conditions(realm, AuditFilter.NONE, after)
                .and("subject_id = :person", Map.of("person", subject.value()));
        return list(select(conditions), conditions, limit);
    }

    private List<AuditEntry> list(String rows, Conditions conditions, int limit) {
        return sql.statement(rows + NEWEST)
                .with(conditions.values())
                .with("limit", limit)
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

    private static String select(Conditions conditions) {
        return "select " + COLUMNS + " from audit_event where " + conditions.text();
    }

    private static Conditions conditions(RealmId realm, AuditFilter filter, Optional<AuditPosition> after) {
        var conditions = new Conditions("realm_id = :realm", Map.of("realm", realm.value()));
        filter.type().ifPresent(type -> conditions.and("type = :type", Map.of("type", type)));
        filter.from().ifPresent(from -> conditions.and("occurred_at >= :from", Map.of("from", from)));
        filter.to().ifPresent(to -> conditions.and("occurred_at < :to", Map.of("to", to)));
        after.ifPresent(position -> conditions.and(
                "(occurred_at, id) < (:at, :id)", Map.of("at", position.occurredAt(), "id", position.id())));
        return conditions;
    }
}
