package io.gatehouse.admin;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import io.gatehouse.platform.database.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A row of accounts: the account, and what only its own changes look at. */
record AdministratorEntity(
        Administrator administrator, Instant phoneProvenAt, String formerEmail, Instant emailChangedAt) {
    private static final String COLUMNS =
            "id, phone_proven_at, former_email, email_changed_at, realm_id, email, display_name, role,"
                    + " disabled, password_hash, phone, reset_required_at, locale, access_version, version";

    static AdministratorEntity of(Row row) {
        return new AdministratorEntity(
                administrator(row),
                row.instant("phone_proven_at"),
                row.text("former_email"),
                row.instant("email_changed_at"));
    }

    private static Administrator administrator(Row row) {
        return new Administrator(
                new AdministratorId(row.uuid("id")),
                new RealmId(row.uuid("realm_id")),
                new EmailAddress(row.text("email")),
                row.text("display_name"),
                row.constant("role", Role.class),
                row.flag("disabled"),
                Optional.ofNullable(row.text("password_hash")),
                Optional.ofNullable(row.text("phone")).map(MobileNumber::new),
                Optional.ofNullable(row.instant("reset_required_at")),
                Optional.ofNullable(row.text("locale")),
                row.number("access_version"),
                row.number("version"));
    }

    @ApplicationScoped
    static class Repository {
        private static final String OF_ID = " where id = :id and realm_id = :realm";

        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        Optional<AdministratorEntity> find(RealmId realm, AdministratorId id) {
            return one("select " + COLUMNS + " from administrator" + OF_ID, realm, id)
                    .first(AdministratorEntity::of);
        }

        /** Held unchanged until the transaction ends. */
        Optional<AdministratorEntity> lock(RealmId realm, AdministratorId id) {
            return one("select " + COLUMNS + " from administrator" + OF_ID + " for no key update", realm, id)
                    .first(AdministratorEntity::of);
        }

        /** The accounts of which that is true, in that order. */
        List<Administrator> list(String condition, Map<String, ?> values) {
            return sql.statement("select " + COLUMNS + " from administrator where " + condition)
                    .with(values)
                    .list(AdministratorEntity::administrator);
        }

        /** How many accounts that is true of. */
        long count(String condition, Map<String, ?> values) {
            return sql.statement("select count(*) from administrator where " + condition)
                    .with(values)
                    .number();
        }

        /** By address, from behind that one on; found in the index alone: whom the words pass over, the table is not asked about. */
        List<UUID> idsAfter(RealmId realm, String email, String words, int limit) {
            return sql.statement("""
                            select id from administrator where realm_id = :realm and email > :email
                                and position(:words in search) > 0 order by email limit :limit""")
                    .with("realm", realm.value())
                    .with("email", email)
                    .with("words", words)
                    .with("limit", limit)
                    .list(row -> row.uuid("id"));
        }

        Administrator add(RealmId realm, EmailAddress email, String displayName, Role role, Instant now) {
            return sql.statement("""
                            insert into administrator
                                (id, realm_id, email, display_name, role, disabled, created_at, access_version, version)
                            values (:id, :realm, :email, :displayName, :role, false, :now, 0, 0) returning %s""".formatted(COLUMNS))
                    .with("id", UUID.randomUUID())
                    .with("realm", realm.value())
                    .with("email", email.value())
                    .with("displayName", displayName)
                    .with("role", role)
                    .with("now", now)
                    .one(AdministratorEntity::administrator);
        }

        /** Sets columns of the account; nothing if there is no such one. */
        Optional<Administrator> set(RealmId realm, AdministratorId id, String columns, Map<String, ?> values) {
            return one(
                            "update administrator set version = version + 1, " + columns + OF_ID + " returning "
                                    + COLUMNS,
                            realm,
                            id)
                    .with(values)
                    .first(AdministratorEntity::administrator);
        }

        void rehash(RealmId realm, AdministratorId id, String hash, String before) {
            one("update administrator set password_hash = :hash" + OF_ID + " and password_hash = :before", realm, id)
                    .with("hash", hash)
                    .with("before", before)
                    .update();
        }

        void delete(RealmId realm, AdministratorId id) {
            one("delete from administrator" + OF_ID, realm, id).update();
        }

        private SqlStatement one(String text, RealmId realm, AdministratorId id) {
            return sql.statement(text).with("realm", realm.value()).with("id", id.value());
        }
    }
}
