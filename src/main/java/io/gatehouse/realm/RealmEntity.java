package io.gatehouse.realm;

import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

record RealmEntity(UUID id, String slug, boolean root, RealmSettings settings, long version) {
    private static final String COLUMNS = "id, slug, root, settings, version";

    static RealmEntity of(Row row) {
        return new RealmEntity(
                row.uuid("id"),
                row.text("slug"),
                row.flag("root"),
                SettingsJson.read(row.text("settings")),
                row.number("version"));
    }

    Realm toRealm() {
        return new Realm(new RealmId(id), slug, root, settings, version);
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        Optional<RealmEntity> find(String slug) {
            return sql.statement("select " + COLUMNS + " from realm where slug = :slug")
                    .with("slug", slug)
                    .first(RealmEntity::of);
        }

        Optional<RealmEntity> find(RealmId id) {
            return find(id, "");
        }

        /** As it stands, and until the transaction ends. */
        Optional<RealmEntity> hold(RealmId id) {
            return find(id, " for share");
        }

        /** Held by nobody else until the transaction ends. */
        Optional<RealmEntity> lock(RealmId id) {
            return find(id, " for no key update");
        }

        private Optional<RealmEntity> find(RealmId id, String lock) {
            return sql.statement("select " + COLUMNS + " from realm where id = :id" + lock)
                    .with("id", id.value())
                    .first(RealmEntity::of);
        }

        List<RealmEntity> all() {
            return sql.statement("select " + COLUMNS + " from realm order by slug")
                    .list(RealmEntity::of);
        }

        List<RealmEntity> after(String slug, int limit) {
            return sql.statement("select " + COLUMNS + " from realm where slug > :slug order by slug limit :limit")
                    .with("slug", slug)
                    .with("limit", limit)
                    .list(RealmEntity::of);
        }

        /** Adds it; the first one ever is the root realm. */
        RealmEntity add(String slug, RealmSettings settings, Instant now) {
            return sql.statement("""
                            insert into realm (id, slug, root, settings, created_at, version)
                            values (:id, :slug, not exists (select 1 from realm), cast(:settings as jsonb), :now, 0)
                            returning %s""".formatted(COLUMNS))
                    .with("id", UUID.randomUUID())
                    .with("slug", slug)
                    .with("settings", SettingsJson.write(settings))
                    .with("now", now)
                    .one(RealmEntity::of);
        }

        /** Replaces the settings that version has; nothing if it has another one by now. */
        Optional<RealmEntity> update(RealmId id, long version, RealmSettings settings) {
            return sql.statement("""
                            update realm set settings = cast(:settings as jsonb),
                                version = version + case when settings = cast(:settings as jsonb) then 0 else 1 end
                            where id = :id and version = :version returning %s""".formatted(COLUMNS))
                    .with("id", id.value())
                    .with("version", version)
                    .with("settings", SettingsJson.write(settings))
                    .first(RealmEntity::of);
        }

        void delete(RealmId id) {
            sql.statement("delete from realm where id = :id")
                    .with("id", id.value())
                    .update();
        }
    }
}
