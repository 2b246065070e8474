package io.gatehouse.testing;

import io.agroal.api.AgroalDataSource;
import io.gatehouse.administrator.Administrator;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the audit log keeps about a person. */
@Singleton
public class AuditProbe {
    private final AgroalDataSource dataSource;

    AuditProbe(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The types of the events about that account, oldest first. */
    public List<String> of(Administrator person) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        "select type from audit_event where subject_id = ? order by occurred_at, id")) {
            statement.setObject(1, person.id().value());
            List<String> types = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    types.add(rows.getString("type"));
                }
            }
            return types;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
