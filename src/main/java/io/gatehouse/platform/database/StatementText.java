package io.gatehouse.platform.database;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A statement as JDBC takes it.
 *
 * @param jdbc the text, a question mark in place of each parameter
 * @param names the names of the parameters, in the order of the question marks
 */
record StatementText(String jdbc, List<String> names) {

    /** What is passed over comes first: literals, and PostgreSQL's casts. */
    private static final Pattern PARAMETER = Pattern.compile("'[^']*'|::|:([A-Za-z]\\w*)");

    private static final Pattern ALL_COLUMNS = Pattern.compile("(?:select|returning)\\s+(?:\\w+\\.)?\\*");

    static StatementText parse(String text) {
        if (text.indexOf('?') >= 0) {
            throw new IllegalArgumentException("Name the parameters: " + text);
        }
        // A column that a newer version adds to the table would break this one's prepared statement while both run.
        if (ALL_COLUMNS.matcher(text).find()) {
            throw new IllegalArgumentException("Name the columns: " + text);
        }
        List<String> names = PARAMETER
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(Objects::nonNull)
                .toList();
        String jdbc = PARAMETER.matcher(text).replaceAll(match -> match.group(1) == null ? "$0" : "?");
        return new StatementText(jdbc, names);
    }
}
