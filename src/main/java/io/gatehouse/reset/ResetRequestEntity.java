package io.gatehouse.reset;

import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

record ResetRequestEntity(UUID id, UUID realmId, byte[] sealed) {
    private static final String COLUMNS = "id, realm_id, sealed";

    static ResetRequestEntity of(Row row) {
        return new ResetRequestEntity(row.uuid("id"), row.uuid("realm_id"), row.bytes("sealed"));
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        void add(ResetRequestEntity request, Instant now) {
            sql.statement("""
                            insert into reset_request (id, realm_id, sealed, asked_at)
                            values (:id, :realm, :sealed, :now)""")
                    .with("id", request.id())
                    .with("realm", request.realmId())
                    .with("sealed", request.sealed())
                    .with("now", now)
                    .update();
        }

        /** The oldest few that no other node is looking at. */
        List<ResetRequestEntity> take(int count) {
            return sql.statement("select " + COLUMNS
                            + " from reset_request order by asked_at limit :count for no key update skip locked")
                    .with("count", count)
                    .list(ResetRequestEntity::of);
        }

        void delete(UUID id) {
            sql.statement("delete from reset_request where id = :id")
                    .with("id", id)
                    .update();
        }
    }
}
