package io.gatehouse.kernel;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Validates the display names of administrators and realms: one line, without characters that change the text
 * direction.
 */
public final class DisplayNames {
    /** The longest name, in code points. */
    public static final int MAX_LENGTH = 80;

    private static final int MAX_LISTED = 40;

    /** Nothing visible; control characters, line breaks, lone surrogates and the marks that change the text direction (UAX 9). */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "^[\\p{Zs}\\p{Cf}]*$|[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Cn}\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    private DisplayNames() {}

    /** Returns the name without surrounding blanks, or empty if it is not valid. */
    public static Optional<String> parse(String typed) {
        String name = typed.strip();
        int length = name.codePointCount(0, name.length());
        boolean fits = length >= 1 && length <= MAX_LENGTH;
        return fits && !FORBIDDEN.matcher(name).find() ? Optional.of(name) : Optional.empty();
    }

    /**
     * Returns the text for a list, of at most 40 code points, so that no name of many crowds out the others. Normalising for a mail does
     * not make it longer again (NFKC, in which one character may become eighteen).
     */
    public static String shorten(String text) {
        String normalised = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return normalised.codePointCount(0, normalised.length()) <= MAX_LISTED
                ? normalised
                : normalised.substring(0, normalised.offsetByCodePoints(0, MAX_LISTED - 1)) + "…";
    }

    /** Returns whether this is a valid name without surrounding blanks. */
    public static boolean isValid(String name) {
        return parse(name).filter(name::equals).isPresent();
    }
}
