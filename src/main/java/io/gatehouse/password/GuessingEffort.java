package io.gatehouse.password;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Set;

/**
 * Estimates, in bits, the effort of guessing a text by dictionaries: the least sum over all ways to compose it of
 * common passwords, sequences, repetitions of preceding text and single characters.
 */
@Singleton
class GuessingEffort {
    /** The cost of a common password, forwards or backwards: one of about 2¹⁶. */
    static final double COMMON = 16;

    private static final double SEQUENCE = 8;
    private static final double REPETITION = 6;
    private static final double KNOWN_WORD = 3;
    private static final double YEAR = 7;
    private static final double SEPARATOR = 2;
    private static final double DIGIT = 3.3;
    private static final double LETTER = 4.7;
    private static final double SIGN = 5;
    private static final double RARE = 10;
    private static final int MIN_RUN = 3;
    private static final String SEPARATORS = " -_.";

    private final CommonPasswords common;

    GuessingEffort(CommonPasswords common) {
        this.common = common;
    }

    /**
     * Returns the effort in bits.
     *
     * @param known skeletons of words that an attacker tries first
     */
    double bits(FoldedText text, Set<String> known) {
        int length = text.length();
        int[] repeated = repetitions(text.skeleton());
        double[] best = new double[length + 1];
        Arrays.fill(best, 1, length + 1, Double.POSITIVE_INFINITY);
        for (int start = 0; start < length; start++) {
            double before = best[start];
            lower(best, start + 1, before + single(text.plain().charAt(start)));
            lowerAll(best, start, repeated[start], before + REPETITION);
            lowerAll(best, start, Sequences.lengthAt(text.plain(), start), before + SEQUENCE);
            if (isYear(text.plain(), start)) {
                lower(best, start + 4, before + YEAR);
            }
            for (String word : known) {
                if (text.skeleton().startsWith(word, start)) {
                    lower(best, start + word.length(), before + KNOWN_WORD);
                }
            }
            int last = Math.min(length, start + CommonPasswords.MAX_LENGTH);
            for (int end = start + CommonPasswords.MIN_LENGTH; end <= last; end++) {
                if (before + COMMON < best[end] && isCommon(text.skeleton().substring(start, end))) {
                    best[end] = before + COMMON;
                }
            }
        }
        return best[length];
    }

    private boolean isCommon(String part) {
        return common.contains(part)
                || common.contains(new StringBuilder(part).reverse().toString());
    }

    private static void lowerAll(double[] best, int start, int run, double bits) {
        for (int length = MIN_RUN; length <= run; length++) {
            lower(best, start + length, bits);
        }
    }

    private static void lower(double[] best, int end, double bits) {
        best[end] = Math.min(best[end], bits);
    }

    /** Returns, for each position, the number of characters from there on that also occur before it. */
    private static int[] repetitions(String text) {
        int[] longest = new int[text.length()];
        int[] common = new int[text.length() + 1];
        for (int at = text.length() - 1; at >= 0; at--) {
            // common[earlier + 1] still contains the value of the row "at + 1", on which this row builds.
            for (int earlier = 0; earlier < at; earlier++) {
                common[earlier] = text.charAt(earlier) == text.charAt(at) ? common[earlier + 1] + 1 : 0;
                longest[at] = Math.max(longest[at], common[earlier]);
            }
        }
        return longest;
    }

    private static boolean isYear(String plain, int start) {
        return (plain.startsWith("19", start) || plain.startsWith("20", start))
                && start + 4 <= plain.length()
                && isDigit(plain.charAt(start + 2))
                && isDigit(plain.charAt(start + 3));
    }

    private static double single(char c) {
        if (isDigit(c)) {
            return DIGIT;
        }
        if (SEPARATORS.indexOf(c) >= 0) {
            return SEPARATOR;
        }
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' ? LETTER : SIGN;
        }
        return c < 0x2E80 ? SIGN : RARE;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
