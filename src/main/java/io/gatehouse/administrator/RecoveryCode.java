package io.gatehouse.administrator;

import io.gatehouse.kernel.crypto.Randomness;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A code of 16 characters (80 bits) that can be used once instead of a one-time code.
 *
 * @param characters in Crockford's alphabet: digits and capitals without I, L, O and U
 */
public record RecoveryCode(String characters) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;
    /** Separators, blanks and invisible characters left by typing and copying. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}_.]+");

    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    /** Bounds the work of parsing. */
    private static final int MAX_TYPED = 64;

    /**
     * Creates a code; see {@link #parse} for text from outside.
     *
     * @throws IllegalArgumentException if it does not consist of 16 characters of the alphabet
     */
    public RecoveryCode {
        if (!FORM.matcher(characters).matches()) {
            throw new IllegalArgumentException("Not a recovery code");
        }
    }

    static RecoveryCode random(Randomness randomness) {
        return new RecoveryCode(randomness.characters(ALPHABET, LENGTH));
    }

    /**
     * Returns the typed code, in any case, with or without separators, O read as 0, I and L as 1, or empty if it is not
     * valid.
     */
    public static Optional<RecoveryCode> parse(String typed) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String plain = SEPARATORS
                .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return Optional.of(plain)
                .filter(candidate -> FORM.matcher(candidate).matches())
                .map(RecoveryCode::new);
    }

    /** Returns the displayed form: four groups of four characters, separated by dashes. */
    public String formatted() {
        var formatted = new StringBuilder(characters);
        for (int i = LENGTH - GROUP; i > 0; i -= GROUP) {
            formatted.insert(i, '-');
        }
        return formatted.toString();
    }

    /** Returns a text without the secret. */
    @Override
    public String toString() {
        return "RecoveryCode[…]";
    }
}
