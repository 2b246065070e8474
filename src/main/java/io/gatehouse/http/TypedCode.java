package io.gatehouse.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a code as people type and paste it: with spaces, dashes and the like between its digits. */
public final class TypedCode {
    private static final Pattern FILLERS = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\u200b\\u2060\\ufeff]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private TypedCode() {}

    /** Returns the text without what people put between the digits. */
    public static String withoutFillers(String typed) {
        return FILLERS.matcher(typed).replaceAll("");
    }

    /** Returns the digits alone, or empty unless there are that many and nothing else. */
    public static Optional<String> digits(String typed, int length) {
        return Optional.of(withoutFillers(typed))
                .filter(code -> code.length() == length && DIGITS.matcher(code).matches());
    }
}
