package io.gatehouse.reset;

import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Counts the accounts whose password could be reset by whoever reads their mailbox: link and code both go there. */
@ApplicationScoped
public class SingleChannel {
    private final Sql sql;

    SingleChannel(Sql sql) {
        this.sql = sql;
    }

    /** Those of the realm that can be reset, and have neither a proven number nor a recovery code left. */
    @Transactional
    public long count(RealmId realm) {
        return sql.statement("""
                        select count(*) from administrator a
                        where a.realm_id = :realm and not a.disabled and a.password_hash is not null and a.phone is null
                            and not exists (select 1 from recovery_code c
                                where c.administrator_id = a.id and c.used_at is null)""").with("realm", realm.value()).number();
    }
}
