package io.gatehouse.kernel.crypto;

import java.util.Base64;
import java.util.Optional;

/** The configured key of 32 bytes, from which all other keys are derived. */
public final class MasterKey {
    private static final int BYTES = 32;

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

    /** Returns whether the key is typed text: fewer than one in 10¹³ random keys is all printable ASCII. */
    public boolean isText() {
        for (byte each : bytes) {
            if (each < ' ' || each > '~') {
                return false;
            }
        }
        return true;
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
