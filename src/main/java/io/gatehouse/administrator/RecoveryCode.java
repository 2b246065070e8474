package io.gatehouse.administrator;

import io.gatehouse.kernel.crypto.Randomness;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sixteen characters, 80 bits, that stand in for a one-time code once.
 *
 * @param characters in Crockford's alphabet: digits and capitals without I, L, O and U
 */
public record RecoveryCode(String characters) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;
    /** What people put between the groups, and what typing and copying leave around them. */
    private static final Pattern NOISE = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}_.]+");

    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    /** Nobody types more than this for sixteen characters. */
    private static final int LONGEST_TYPED = 64;

    /** Takes a code in its one form only; see {@link #parse}. */
    public RecoveryCode {
        if (!FORM.matcher(characters).matches()) {
            throw new IllegalArgumentException("Not a recovery code");
        }
    }

    static RecoveryCode random(Randomness randomness) {
        return new RecoveryCode(randomness.characters(ALPHABET, LENGTH));
    }

    /** The code as typed, in any case, with or without dashes and spaces, O for 0, I or L for 1; nothing if it is none. */
    public static Optional<RecoveryCode> parse(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String plain = NOISE.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return Optional.of(plain)
                .filter(candidate -> FORM.matcher(candidate).matches())
                .map(RecoveryCode::new);
    }

    /** As it is shown and printed: four groups of four, by dashes. */
    public String shown() {
        var shown = new StringBuilder(characters);
        for (int i = LENGTH - GROUP; i > 0; i -= GROUP) {
            shown.insert(i, '-');
        }
        return shown.toString();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "RecoveryCode[…]";
    }
}
