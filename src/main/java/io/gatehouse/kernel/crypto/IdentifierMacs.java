package io.gatehouse.kernel.crypto;

import jakarta.inject.Singleton;

/**
 * Computes the HMACs that stand for identifiers, such as addresses, where these are counted. Their key is stored in the
 * database, encrypted with the master key, so that a replacement of the master key resets no count.
 */
@Singleton
public class IdentifierMacs {
    private volatile byte[] key;

    /** Sets the key; nothing can be counted before. */
    public void use(byte[] key) {
        this.key = key.clone();
    }

    /** Returns the HMAC-SHA-256 of the parts, each preceded by its length so that no two lists of parts collide. */
    public byte[] mac(String... parts) {
        return SecretKeys.mac(key, parts);
    }

    /** Returns the HMAC in base64url, for use in a Redis key. */
    public String macBase64Url(String... parts) {
        return SecretKeys.base64Url(mac(parts));
    }
}
