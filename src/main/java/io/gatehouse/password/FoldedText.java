package io.gatehouse.password;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text without the usual variations of common passwords: case, accents, letter forms and, in the skeleton, digits and
 * signs used as letters.
 *
 * @param plain lower case, without marks
 * @param skeleton {@code plain} with look-alikes replaced by letters, of the same length; equal for variations of one
 *     text
 */
record FoldedText(String plain, String skeleton) {
    private static final int MAX_EXPANSION = 4;
    /** Bounds the work; a prefix is not harder to guess than the whole. */
    private static final int MAX_LENGTH = 512;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final String LOOK_ALIKES = "01!|l345$7+@89";
    private static final String LETTERS = "oiiiieassttabg";

    static FoldedText of(String text) {
        String unfolded = Normalizer.normalize(text, Normalizer.Form.NFKD);
        if (unfolded.length() > MAX_EXPANSION * text.length()) {
            // Ligatures of whole phrases count as one character, as they do for an attacker.
            unfolded = Normalizer.normalize(text, Normalizer.Form.NFD);
        }
        String lower = unfolded.toLowerCase(Locale.ROOT);
        String plain =
                MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
        if (plain.length() > MAX_LENGTH) {
            plain = plain.substring(0, MAX_LENGTH);
        }
        var skeleton = new StringBuilder(plain);
        for (int i = 0; i < skeleton.length(); i++) {
            int index = LOOK_ALIKES.indexOf(skeleton.charAt(i));
            if (index >= 0) {
                skeleton.setCharAt(i, LETTERS.charAt(index));
            }
        }
        return new FoldedText(plain, skeleton.toString());
    }

    int length() {
        return plain.length();
    }
}
