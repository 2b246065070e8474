package io.gatehouse.platform.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The row that a statement has come to. A column without a value reads as null, as 0 or as false. */
public final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** Text. */
    public String text(String column) {
        return read(() -> rows.getString(column));
    }

    /** A UUID. */
    public UUID uuid(String column) {
        return read(() -> rows.getObject(column, UUID.class));
    }

    /** A whole number of up to 64 bits. */
    public long number(String column) {
        return read(() -> rows.getLong(column));
    }

    /** The number in that column, the first being 1. */
    public long number(int column) {
        return read(() -> rows.getLong(column));
    }

    /** A whole number of up to 32 bits. */
    public int integer(String column) {
        return read(() -> rows.getInt(column));
    }

    /** A truth. */
    public boolean flag(String column) {
        return read(() -> rows.getBoolean(column));
    }

    /** Bytes. */
    public byte[] bytes(String column) {
        return read(() -> rows.getBytes(column));
    }

    /** A point in time. */
    public Instant instant(String column) {
        OffsetDateTime time = read(() -> rows.getObject(column, OffsetDateTime.class));
        return time == null ? null : time.toInstant();
    }

    /** A day. */
    public LocalDate date(String column) {
        return read(() -> rows.getObject(column, LocalDate.class));
    }

    /** The constant of that name. */
    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        String name = text(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    /** An array of texts. */
    public List<String> texts(String column) {
        return read(() -> {
            var array = rows.getArray(column);
            return array == null ? null : List.of((String[]) array.getArray());
        });
    }

    /** Texts by name, from JSON. */
    public Map<String, String> details(String column) {
        String json = text(column);
        return json == null ? null : JsonTexts.read(json);
    }

    private interface Reading<T> {
        T read() throws SQLException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
