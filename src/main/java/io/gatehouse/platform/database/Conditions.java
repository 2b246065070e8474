package io.gatehouse.platform.database;

import java.util.HashMap;
import java.util.Map;

/** What a filter asks of rows, all of it at once, with the values of its parameters. */
public final class Conditions {
    private final StringBuilder text;
    private final Map<String, Object> values;

    /** Begins with that condition. */
    public Conditions(String first, Map<String, ?> values) {
        this.text = new StringBuilder(first);
        this.values = new HashMap<>(values);
    }

    /** Asks for that as well. */
    public Conditions and(String condition, Map<String, ?> more) {
        text.append(" and ").append(condition);
        values.putAll(more);
        return this;
    }

    /** The text, as it stands behind {@code where}. */
    public String text() {
        return text.toString();
    }

    /** What the text's parameters stand for. */
    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
