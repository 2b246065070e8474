package io.gatehouse.code;

import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import io.gatehouse.platform.database.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The counts of one account's codes for one purpose.
 *
 * @param lockedUntil until when none may be entered or sent; nothing if they never were locked
 * @param sendsLockedUntil until when none may be sent; nothing if a code is counted without a lock
 */
record CodeGuardEntity(
        AdministratorId administrator,
        CodePurpose purpose,
        int wrongCodes,
        Instant lockedUntil,
        int unusedSends,
        Instant sendsLockedUntil) {
    private static final String COLUMNS =
            "administrator_id, purpose, wrong_codes, locked_until, unused_sends, sends_locked_until";

    static CodeGuardEntity of(Row row) {
        return new CodeGuardEntity(
                new AdministratorId(row.uuid("administrator_id")),
                row.constant("purpose", CodePurpose.class),
                row.integer("wrong_codes"),
                row.instant("locked_until"),
                row.integer("unused_sends"),
                row.instant("sends_locked_until"));
    }

    @ApplicationScoped
    static class Repository {
        private static final String OF_KEY = " where administrator_id = :administrator and purpose = :purpose";

        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        /** The row of that account and purpose, made if need be, locked until the transaction ends. */
        CodeGuardEntity lock(AdministratorId administrator, CodePurpose purpose) {
            Optional<CodeGuardEntity> found = find(administrator, purpose);
            if (found.isPresent()) {
                return found.get();
            }
            one("""
                            insert into code_guard (administrator_id, purpose) values (:administrator, :purpose)
                            on conflict do nothing""", administrator, purpose).update();
            return find(administrator, purpose).orElseThrow();
        }

        private Optional<CodeGuardEntity> find(AdministratorId administrator, CodePurpose purpose) {
            return one("select " + COLUMNS + " from code_guard" + OF_KEY + " for no key update", administrator, purpose)
                    .first(CodeGuardEntity::of);
        }

        List<CodeGuardEntity> of(Collection<AdministratorId> administrators) {
            return sql.statement("select " + COLUMNS
                            + " from code_guard where administrator_id = any(cast(:administrators as uuid[]))")
                    .with("administrators", administrators)
                    .list(CodeGuardEntity::of);
        }

        void setWrongCodes(CodeGuardEntity locked, int count, Instant lockedUntil) {
            one(
                            "update code_guard set wrong_codes = :count, locked_until = :until" + OF_KEY,
                            locked.administrator(),
                            locked.purpose())
                    .with("count", count)
                    .with("until", lockedUntil)
                    .update();
        }

        void setUnusedSends(CodeGuardEntity locked, int count, Instant lockedUntil) {
            one(
                            "update code_guard set unused_sends = :count, sends_locked_until = :until" + OF_KEY,
                            locked.administrator(),
                            locked.purpose())
                    .with("count", count)
                    .with("until", lockedUntil)
                    .update();
        }

        void delete(AdministratorId administrator, CodePurpose purpose) {
            one("delete from code_guard" + OF_KEY, administrator, purpose).update();
        }

        void deleteAll(AdministratorId administrator) {
            sql.statement("delete from code_guard where administrator_id = :administrator")
                    .with("administrator", administrator.value())
                    .update();
        }

        void deleteAll(RealmId realm) {
            sql.statement("""
                            delete from code_guard
                            where administrator_id in (select id from administrator where realm_id = :realm)""").with("realm", realm.value()).update();
        }

        private SqlStatement one(String text, AdministratorId administrator, CodePurpose purpose) {
            return sql.statement(text)
                    .with("administrator", administrator.value())
                    .with("purpose", purpose);
        }
    }
}
