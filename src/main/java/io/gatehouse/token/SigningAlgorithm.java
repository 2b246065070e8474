package io.gatehouse.token;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** An algorithm of signatures (RFC 7518, section 3.1), by which a realm has keys. */
public enum SigningAlgorithm {
    /** ECDSA on P-256; signs access tokens. */
    ES256("EC", new ECGenParameterSpec("secp256r1")),
    /** RSASSA-PKCS1-v1_5, which every OpenID client must support (OpenID Connect Core 1.0, section 15.1). */
    RS256("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));

    private final String keyType;
    private final transient AlgorithmParameterSpec parameters;

    SigningAlgorithm(String keyType, AlgorithmParameterSpec parameters) {
        this.keyType = keyType;
        this.parameters = parameters;
    }

    String keyType() {
        return keyType;
    }

    AlgorithmParameterSpec parameters() {
        return parameters;
    }
}
