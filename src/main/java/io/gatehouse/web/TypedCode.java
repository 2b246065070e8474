package io.gatehouse.web;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a code as people type and paste it: with spaces, dashes and the like between its digits. */
final class TypedCode {
    private static final Pattern FILLERS = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\u200b\\u2060\\ufeff]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private TypedCode() {}

    /** The digits alone; nothing unless there are that many and nothing else. */
    static Optional<String> digits(String typed, int length) {
        return Optional.of(FILLERS.matcher(typed).replaceAll(""))
                .filter(code -> code.length() == length && DIGITS.matcher(code).matches());
    }
}
