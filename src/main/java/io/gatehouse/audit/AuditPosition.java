package io.gatehouse.audit;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position in the log for paging, newest first; opaque to clients. */
public record AuditPosition(Instant occurredAt, long id) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})-([0-9]{1,18})");

    /**
     * Returns the position with that text, as returned by {@link #toString}.
     *
     * @throws IllegalArgumentException if the text is not a position
     */
    public static AuditPosition parse(String written) {
        Matcher matcher = FORM.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a position");
        }
        return new AuditPosition(
                Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return occurredAt.toEpochMilli() + "-" + id;
    }
}
