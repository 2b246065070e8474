package io.gatehouse.kernel.crypto;

import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The configured key of 32 bytes, from which all other keys are derived. */
public final class MasterKey {
    private static final int BYTES = 32;
    private static final int FEWEST_DIFFERENT = 16;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the key, or empty unless the text is the base64 form of exactly 32 bytes. */
    public static Optional<MasterKey> parse(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            return bytes.length == BYTES ? Optional.of(new MasterKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns a new random key in base64. */
    public static String generate(Randomness randomness) {
        return Base64.getEncoder().encodeToString(randomness.bytes(BYTES));
    }

    /**
     * Returns whether the key is typed text or repeats few bytes: fewer than one in 10¹³ random keys is all printable
     * ASCII, or has fewer than 16 different bytes.
     */
    public boolean isGuessable() {
        boolean text = true;
        Set<Byte> different = new HashSet<>();
        for (byte each : bytes) {
            text &= each >= ' ' && each <= '~';
            different.add(each);
        }
        return text || different.size() < FEWEST_DIFFERENT;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Returns a text without the secret. */
    @Override
    public String toString() {
        return "MasterKey[…]";
    }
}
