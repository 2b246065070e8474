package io.gatehouse.administration;

import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

record RealmReminderEntity(UUID id, byte[] sealed) {
    private static final String COLUMNS = "id, sealed";

    static RealmReminderEntity of(Row row) {
        return new RealmReminderEntity(row.uuid("id"), row.bytes("sealed"));
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        void add(UUID id, byte[] sealed, Instant now) {
            sql.statement("insert into realm_reminder (id, sealed, asked_at) values (:id, :sealed, :now)")
                    .with("id", id)
                    .with("sealed", sealed)
                    .with("now", now)
                    .update();
        }

        /** The oldest few that no other node is looking at. */
        List<RealmReminderEntity> take(int count) {
            return sql.statement("""
                            select %s from realm_reminder order by asked_at
                            limit :count for no key update skip locked""".formatted(COLUMNS)).with("count", count).list(RealmReminderEntity::of);
        }

        void delete(UUID id) {
            sql.statement("delete from realm_reminder where id = :id")
                    .with("id", id)
                    .update();
        }
    }
}
