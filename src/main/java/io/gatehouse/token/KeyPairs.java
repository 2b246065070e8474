package io.gatehouse.token;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.token.SigningKeys.SigningKey;
import io.gatehouse.token.SigningKeys.SigningKeyEntity;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Generates key pairs, encrypts them for the database, and decrypts and caches them. */
@Singleton
class KeyPairs {
    private final SecretKeys secrets;
    private final Randomness randomness;
    private final Map<String, SigningKey> opened = new ConcurrentHashMap<>();

    KeyPairs(SecretKeys secrets, Randomness randomness) {
        this.secrets = secrets;
        this.randomness = randomness;
    }

    /** Returns a new key pair for ES256 (RFC 7518, section 3.4) with an encrypted private key. */
    SigningKeyEntity generate(Instant activeFrom) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            String kid = randomness.shortSecret();
            var key = new SigningKeyEntity();
            key.kid = kid;
            key.publicKey = pair.getPublic().getEncoded();
            key.sealedPrivateKey =
                    secrets.seal(KeyPurpose.SIGNING_KEY, pair.getPrivate().getEncoded(), kid);
            key.activeFrom = activeFrom;
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the private key encrypted under the current master key, or empty if it already is. */
    Optional<byte[]> resealed(SigningKeyEntity entity) {
        return secrets.reseal(KeyPurpose.SIGNING_KEY, entity.sealedPrivateKey, entity.kid);
    }

    SigningKey open(SigningKeyEntity entity) {
        return opened.computeIfAbsent(entity.kid, kid -> {
            try {
                KeyFactory factory = KeyFactory.getInstance("EC");
                byte[] pkcs8 = secrets.open(KeyPurpose.SIGNING_KEY, entity.sealedPrivateKey, kid);
                return new SigningKey(kid, factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)), (ECPublicKey)
                        factory.generatePublic(new X509EncodedKeySpec(entity.publicKey)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Signing key " + kid + " cannot be read", e);
            }
        });
    }
}
