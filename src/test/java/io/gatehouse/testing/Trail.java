package io.gatehouse.testing;

import io.gatehouse.admin.Administrator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;

/** What the audit log keeps about a person. */
@Singleton
public class Trail {
    private final EntityManager database;

    Trail(EntityManager database) {
        this.database = database;
    }

    /** The types of the events about that account, oldest first. */
    public List<String> of(Administrator person) {
        List<?> types = QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(
                                "select type from audit_event where subject_id = ?1 order by occurred_at, id")
                        .setParameter(1, person.id().value())
                        .getResultList());
        return types.stream().map(String.class::cast).toList();
    }
}
