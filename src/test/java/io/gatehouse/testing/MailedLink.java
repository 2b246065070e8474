package io.gatehouse.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The link of a mail, as its reader would follow it: path and token. */
public final class MailedLink {
    private static final Pattern LINK = Pattern.compile("(/realms/\\S+)\\?token=([A-Za-z0-9_-]{43})");

    private final Matcher found;

    private MailedLink(String text) {
        found = LINK.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("No link in: " + text);
        }
    }

    /** The link in a text. */
    public static MailedLink in(String text) {
        return new MailedLink(text);
    }

    /** What the link carries. */
    public String token() {
        return found.group(2);
    }

    /** Path and query. */
    public String path() {
        return found.group();
    }
}
