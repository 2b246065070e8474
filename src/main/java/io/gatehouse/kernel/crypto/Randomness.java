package io.gatehouse.kernel.crypto;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** The one source of secrets, codes and tags: the platform's CSPRNG. */
@Singleton
public class Randomness {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    /** Consonants only, so that no tag reads as a word; none that is taken for another. */
    private static final String TAG_LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private final SecureRandom random = new SecureRandom();

    /** 256 bits as 43 base64url characters. */
    public String secret() {
        return BASE64URL.encodeToString(bytes(32));
    }

    /** 128 bits as 22 base64url characters, for links that must fit an SMS. */
    public String shortSecret() {
        return BASE64URL.encodeToString(bytes(16));
    }

    /** That many uniform decimal digits, leading zeros kept. */
    public String digits(int length) {
        return characters("0123456789", length);
    }

    /** Three capital letters by which a person recognises a message. */
    public String tag() {
        return characters(TAG_LETTERS, 3);
    }

    /** That many characters, each uniform over the alphabet. */
    public String characters(String alphabet, int length) {
        var characters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            characters.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return characters.toString();
    }

    /** That many random bytes. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
