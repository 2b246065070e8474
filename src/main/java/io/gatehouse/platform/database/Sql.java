package io.gatehouse.platform.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Statements to the database, on the connection of the caller's transaction. Their text is the program's own; whatever comes
 * from outside is given as a parameter, a name behind a colon.
 */
@ApplicationScoped
public class Sql {
    private final DataSource dataSource;
    private final Map<String, StatementText> texts = new ConcurrentHashMap<>();

    Sql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The statement of that text, to be given its parameters and then run once. */
    public SqlStatement statement(String text) {
        return new SqlStatement(dataSource, texts.computeIfAbsent(text, StatementText::parse));
    }
}
