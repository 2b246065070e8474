package io.gatehouse.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/** What people and realms may be called: one line that reads in the order it is written in. */
public final class DisplayNames {
    /** The longest name, in code points. */
    public static final int MAX_LENGTH = 80;

    /** Controls, line breaks, lone surrogates, and the marks that turn the order of what follows (UAX 9). */
    private static final Pattern DISTURBING = Pattern.compile(
            "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Cn}\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    private DisplayNames() {}

    /** The name as typed, stripped; nothing if it is none. */
    public static Optional<String> parse(String typed) {
        String name = typed.strip();
        int length = name.codePointCount(0, name.length());
        boolean fits = length >= 1 && length <= MAX_LENGTH;
        return fits && !DISTURBING.matcher(name).find() ? Optional.of(name) : Optional.empty();
    }

    /** Whether this is a name in the form it is kept in. */
    public static boolean isOne(String name) {
        return parse(name).filter(name::equals).isPresent();
    }
}
