package io.gatehouse.administration;

import io.gatehouse.admin.Administrator;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of phone resets.
 *
 * @param dueAt when it takes effect by itself; when it lapses, if it needs an approval
 */
record PhoneResetEntity(
        UUID id,
        RealmId realm,
        AdministratorId person,
        AdministratorId requestedBy,
        boolean needsApproval,
        Instant dueAt,
        Optional<Instant> decidedAt) {
    private static final String COLUMNS =
            "id, realm_id, administrator_id, requested_by, needs_approval, due_at, decided_at";

    static PhoneResetEntity of(Row row) {
        return new PhoneResetEntity(
                row.uuid("id"),
                new RealmId(row.uuid("realm_id")),
                new AdministratorId(row.uuid("administrator_id")),
                new AdministratorId(row.uuid("requested_by")),
                row.flag("needs_approval"),
                row.instant("due_at"),
                Optional.ofNullable(row.instant("decided_at")));
    }

    PhoneReset toPhoneReset() {
        return new PhoneReset(id, person, requestedBy, needsApproval, dueAt);
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        Optional<PhoneResetEntity> find(UUID id) {
            return sql.statement("select " + COLUMNS + " from phone_reset where id = :id")
                    .with("id", id)
                    .first(PhoneResetEntity::of);
        }

        Optional<PhoneResetEntity> open(AdministratorId person) {
            return sql.statement("select " + COLUMNS
                            + " from phone_reset where administrator_id = :person and decided_at is null")
                    .with("person", person.value())
                    .first(PhoneResetEntity::of);
        }

        List<PhoneResetEntity> awaitingApproval(RealmId realm) {
            return sql.statement("""
                            select %s from phone_reset
                            where realm_id = :realm and needs_approval and decided_at is null order by due_at""".formatted(COLUMNS))
                    .with("realm", realm.value())
                    .list(PhoneResetEntity::of);
        }

        /** The one that has been due for longest, and that no other node is at. */
        Optional<PhoneResetEntity> takeDue(Instant now) {
            return sql.statement("""
                            select %s from phone_reset where decided_at is null and due_at <= :now
                            order by due_at limit 1 for no key update skip locked""".formatted(COLUMNS)).with("now", now).first(PhoneResetEntity::of);
        }

        PhoneResetEntity add(
                Administrator person, AdministratorId requestedBy, boolean needsApproval, Instant now, Duration wait) {
            return sql.statement("""
                            insert into phone_reset
                                (id, realm_id, administrator_id, requested_by, requested_at, needs_approval, due_at)
                            values (:id, :realm, :person, :requestedBy, :now, :needsApproval, :dueAt) returning %s""".formatted(COLUMNS))
                    .with("id", UUID.randomUUID())
                    .with("realm", person.realm().value())
                    .with("person", person.id().value())
                    .with("requestedBy", requestedBy.value())
                    .with("now", now)
                    .with("needsApproval", needsApproval)
                    .with("dueAt", now.plus(wait))
                    .one(PhoneResetEntity::of);
        }

        void decide(UUID id, Instant now) {
            sql.statement("update phone_reset set decided_at = :now where id = :id")
                    .with("id", id)
                    .with("now", now)
                    .update();
        }
    }
}
