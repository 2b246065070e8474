package io.gatehouse.web.layout;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A page of this host to return to after a flow: path and query, which cannot redirect to another host. */
public record ReturnTo(String value) {
    private static final int MAX_LENGTH = 4096;

    /** Characters of RFC 3986, section 3.3, and those that browsers send unencoded besides; no backslash. */
    private static final String CHARACTER = "[A-Za-z0-9._~!$&'()*+,;=:@/\\[\\]{}|^`-]";

    /** No control character, and in paths no backslash. */
    private static final Pattern PATH = Pattern.compile("/(?:" + CHARACTER + "|%(?!0|1|5C|7F)[0-9A-F]{2})*+");

    private static final Pattern QUERY = Pattern.compile("(?:" + CHARACTER + "|\\?|%(?!0|1|7F)[0-9A-Fa-f]{2})*+");

    /** Two slashes, also encoded any number of times, which begin a host or could be made to. */
    private static final Pattern HOST = Pattern.compile("(?i)/(?:/|%(?:25)*(?:2F|5C)).*");

    private static final Pattern DOT_SEGMENT = Pattern.compile("(?:/|%2F)(?:\\.|%2E){1,2}(?:/|%2F|$)");

    private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

    /** Returns the page, or empty if the text is not unambiguously a page of this host. */
    public static Optional<ReturnTo> parse(String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String[] parts = text.split("\\?", 2);
        String path = upperCaseEscapes(parts[0]);
        boolean clean = PATH.matcher(path).matches()
                && !HOST.matcher(path).matches()
                && !DOT_SEGMENT.matcher(path).find()
                && (parts.length == 1 || QUERY.matcher(parts[1]).matches());
        return clean ? Optional.of(new ReturnTo(text)) : Optional.empty();
    }

    private static String upperCaseEscapes(String path) {
        return ESCAPE.matcher(path).replaceAll(escape -> escape.group().toUpperCase(Locale.ROOT));
    }
}
