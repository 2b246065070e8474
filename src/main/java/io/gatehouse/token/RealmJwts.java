package io.gatehouse.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.token.SigningKeys.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Optional;

/** Signs JSON Web Tokens with the keys of a realm, and recognises those that it has signed (RFC 7519). */
@ApplicationScoped
public class RealmJwts {
    private final SigningKeys keys;

    RealmJwts(SigningKeys keys) {
        this.keys = keys;
    }

    /** Returns the claims as a token of that type, signed by the realm's current key. */
    public SignedJWT sign(RealmId realm, SigningAlgorithm algorithm, JOSEObjectType type, JWTClaimsSet claims) {
        SigningKey key = keys.findSigning(realm, algorithm);
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.name()))
                        .type(type)
                        .keyID(key.kid())
                        .build(),
                claims);
        try {
            token.sign(
                    switch (algorithm) {
                        case ES256 -> new ECDSASigner(key.privateKey(), Curve.P_256);
                        case RS256 -> new RSASSASigner(key.privateKey());
                    });
            return token;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the claims of a token of that type if a published key of the realm has signed it by the key's own algorithm, or
     * else empty. Ignores keys and addresses that the token itself specifies (RFC 8725). The caller checks the claims, times included.
     */
    public Optional<JWTClaimsSet> verify(RealmId realm, JOSEObjectType type, JWT token) {
        if (!(token instanceof SignedJWT signed)
                || signed.getHeader().getKeyID() == null
                || !type.equals(signed.getHeader().getType())) {
            return Optional.empty();
        }
        return keys.published(realm, signed.getHeader().getKeyID())
                .filter(key -> key.algorithm()
                        .name()
                        .equals(signed.getHeader().getAlgorithm().getName()))
                .filter(key -> isSigned(signed, key))
                .flatMap(key -> claims(signed));
    }

    private static boolean isSigned(SignedJWT token, SigningKey key) {
        try {
            JWSVerifier verifier = switch (key.algorithm()) {
                case ES256 -> new ECDSAVerifier((ECPublicKey) key.publicKey());
                case RS256 -> new RSASSAVerifier((RSAPublicKey) key.publicKey());
            };
            return token.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    private static Optional<JWTClaimsSet> claims(SignedJWT token) {
        try {
            return Optional.of(token.getJWTClaimsSet());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
