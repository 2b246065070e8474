package io.gatehouse.reset;

import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** Counts the accounts whose password could be reset by whoever reads their mailbox: link and code both go there. */
@ApplicationScoped
public class SingleChannel {
    private final EntityManager database;

    SingleChannel(EntityManager database) {
        this.database = database;
    }

    /** Those of the realm that can be reset, and have neither a proven number nor a recovery code left. */
    @Transactional
    public long count(RealmId realm) {
        return ((Number) database.createNativeQuery("""
                        select count(*) from administrator a
                        where a.realm_id = ?1 and not a.disabled and a.password_hash is not null and a.phone is null
                            and not exists (select 1 from recovery_code c
                                where c.administrator_id = a.id and c.used_at is null)""")
                        .setParameter(1, realm.value())
                        .getSingleResult())
                .longValue();
    }
}
