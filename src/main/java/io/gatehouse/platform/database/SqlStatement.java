package io.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** One statement with its parameters. Every method that runs it throws {@link DatabaseException} if it fails. */
public final class SqlStatement {
    private final DataSource dataSource;
    private final StatementText text;
    private final Map<String, Object> values = new HashMap<>();

    SqlStatement(DataSource dataSource, StatementText text) {
        this.dataSource = dataSource;
        this.text = text;
    }

    /**
     * Gives a parameter its value: text, a number, a truth, a UUID, bytes, an instant, a day, a constant by its name, a map of
     * texts as JSON (which needs {@code cast(:name as jsonb)}), a collection of texts, constants or UUIDs as an array of texts
     * (which UUIDs need {@code cast(:name as uuid[])} for), or nothing.
     */
    public SqlStatement with(String name, Object value) {
        if (!text.names().contains(name)) {
            throw new IllegalArgumentException("No :" + name + " in " + text.jdbc());
        }
        values.put(name, value);
        return this;
    }

    /** Gives these parameters their values. */
    public SqlStatement with(Map<String, ?> more) {
        more.forEach(this::with);
        return this;
    }

    /** All rows, in order. */
    public <T> List<T> list(Function<Row, T> reader) {
        return run(statement -> {
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows);
                while (rows.next()) {
                    found.add(reader.apply(row));
                }
            }
            return found;
        });
    }

    /** The first row, if there is one; its value must not be null. */
    public <T> Optional<T> first(Function<Row, T> reader) {
        return run(statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.apply(new Row(rows))) : Optional.empty();
            }
        });
    }

    /**
     * The only row, of a statement that always brings one.
     *
     * @throws IllegalStateException if it brought none
     */
    public <T> T one(Function<Row, T> reader) {
        return first(reader).orElseThrow(() -> new IllegalStateException("No row: " + text.jdbc()));
    }

    /** The number in the first column of the only row, as of a count. */
    public long number() {
        return one(row -> row.number(1));
    }

    /** Changes rows; how many there were. */
    public int update() {
        return run(PreparedStatement::executeUpdate);
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(text.jdbc())) {
            for (int i = 0; i < text.names().size(); i++) {
                statement.setObject(i + 1, jdbc(connection, text.names().get(i)));
            }
            return work.on(statement);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private Object jdbc(Connection connection, String name) throws SQLException {
        if (!values.containsKey(name)) {
            throw new IllegalStateException("No value for :" + name + " in " + text.jdbc());
        }
        Object value = values.get(name);
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Map<?, ?> map) {
            return JsonTexts.write(map);
        }
        if (value instanceof Collection<?> collection) {
            return connection.createArrayOf(
                    "text",
                    collection.stream()
                            .map(each -> each instanceof Enum<?> constant ? constant.name() : each.toString())
                            .toArray());
        }
        return value;
    }
}
