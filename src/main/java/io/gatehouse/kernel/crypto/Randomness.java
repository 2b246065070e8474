package io.gatehouse.kernel.crypto;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** Generates secrets, codes and tags by the platform's CSPRNG. */
@Singleton
public class Randomness {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    /** Consonants only, so that tags are not words, and none that is easily confused with another. */
    private static final String TAG_LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private final SecureRandom random = new SecureRandom();

    /** Returns 256 random bits as 43 base64url characters. */
    public String secret() {
        return BASE64URL.encodeToString(bytes(32));
    }

    /** Returns 128 random bits as 22 base64url characters, for links that must fit an SMS. */
    public String shortSecret() {
        return BASE64URL.encodeToString(bytes(16));
    }

    /** Returns that number of uniformly distributed decimal digits, including leading zeros. */
    public String digits(int length) {
        return characters("0123456789", length);
    }

    /** Returns three capital letters that identify a message to its recipient. */
    public String tag() {
        return characters(TAG_LETTERS, 3);
    }

    /** Returns that number of characters, uniformly distributed over the alphabet. */
    public String characters(String alphabet, int length) {
        var characters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            characters.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return characters.toString();
    }

    /** Returns that number of random bytes. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
