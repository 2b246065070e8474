package io.gatehouse.token;

import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;

/** A key pair of a realm on P-256. */
record SigningKey(String kid, PrivateKey privateKey, ECPublicKey publicKey) {

    /** Returns a text without the private key. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
