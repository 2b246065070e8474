package io.gatehouse.platform;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 and without a salt (RFC 5869), for keys of one block at most. */
final class Hkdf {
    static final int MAX_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] NO_SALT = new byte[MAX_BYTES];
    private static final byte FIRST_BLOCK = 1;

    private Hkdf() {}

    /**
     * The first {@code length} bytes of the output keying material.
     *
     * @throws IllegalArgumentException if more than {@value #MAX_BYTES} bytes are asked for
     */
    static byte[] derive(byte[] inputKey, byte[] info, int length) {
        if (length > MAX_BYTES) {
            throw new IllegalArgumentException("More than one block");
        }
        byte[] pseudorandomKey = hmac(NO_SALT, inputKey);
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = FIRST_BLOCK;
        return Arrays.copyOf(hmac(pseudorandomKey, block), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
