package io.gatehouse.kernel.crypto;

import java.util.Base64;
import java.util.Optional;

/** 32 bytes from outside, from which all other keys are derived. */
public final class MasterKey {
    private static final int BYTES = 32;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The key in base64; nothing unless it is exactly 32 bytes. */
    public static Optional<MasterKey> parse(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            return bytes.length == BYTES ? Optional.of(new MasterKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A fresh key in base64. */
    public static String generate(Randomness randomness) {
        return Base64.getEncoder().encodeToString(randomness.bytes(BYTES));
    }

    /** Whether somebody has typed it: of random keys, fewer than one in 10¹³ is all printable ASCII. */
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

    /** Shows no secret. */
    @Override
    public String toString() {
        return "MasterKey[…]";
    }
}
