package io.gatehouse.platform;

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
        var digits = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    /** Three capital letters by which a person recognises a message. */
    public String tag() {
        var tag = new StringBuilder(3);
        for (int i = 0; i < 3; i++) {
            tag.append(TAG_LETTERS.charAt(random.nextInt(TAG_LETTERS.length())));
        }
        return tag.toString();
    }

    /** That many random bytes. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
