package io.gatehouse.testing;

import io.gatehouse.admin.Administrator;
import io.gatehouse.platform.database.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.List;

/** What the audit log keeps about a person. */
@Singleton
public class Trail {
    private final Sql sql;

    Trail(Sql sql) {
        this.sql = sql;
    }

    /** The types of the events about that account, oldest first. */
    public List<String> of(Administrator person) {
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.statement(
                                "select type from audit_event where subject_id = :subject order by occurred_at, id")
                        .with("subject", person.id().value())
                        .list(row -> row.text("type")));
    }
}
