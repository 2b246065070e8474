package io.gatehouse.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** Normalizes codes as they are typed or pasted, with spaces or dashes between the digits. */
public final class TypedCode {
    private static final Pattern FILLERS = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\u200b\\u2060\\ufeff]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private TypedCode() {}

    /** Returns the text without spaces, dashes and invisible characters. */
    public static String withoutFillers(String typed) {
        return FILLERS.matcher(typed).replaceAll("");
    }

    /** Returns the digits, or empty unless the text consists of exactly that number of digits and fillers. */
    public static Optional<String> digits(String typed, int length) {
        return Optional.of(withoutFillers(typed))
                .filter(code -> code.length() == length && DIGITS.matcher(code).matches());
    }
}
