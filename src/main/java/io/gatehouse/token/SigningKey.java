package io.gatehouse.token;

import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;

/** One of a realm's key pairs on P-256, named by its {@code kid}. */
record SigningKey(String kid, PrivateKey privateKey, ECPublicKey publicKey) {

    /** Names the key, never shows it. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
