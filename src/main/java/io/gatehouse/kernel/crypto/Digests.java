package io.gatehouse.kernel.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Computes SHA-256 digests of high-entropy secrets, which are stored in this form only; not for passwords or codes. */
public final class Digests {
    private Digests() {}

    /** Returns the digest of the secret's UTF-8 form, 32 bytes. */
    public static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the digest in base64url, for use in a Redis key. */
    public static String sha256Base64Url(String secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(secret));
    }
}
