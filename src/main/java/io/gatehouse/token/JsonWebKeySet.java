package io.gatehouse.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.token.SigningKeys.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;

/** Creates the JSON Web Key Set of a realm (RFC 7517). */
@ApplicationScoped
public class JsonWebKeySet {
    private final SigningKeys keys;

    JsonWebKeySet(SigningKeys keys) {
        this.keys = keys;
    }

    /** Returns the keys of the set as JSON members. */
    public List<Map<String, Object>> of(RealmId realm) {
        return keys.published(realm).stream()
                .map(key -> jwk(key).toJSONObject())
                .toList();
    }

    private static JWK jwk(SigningKey key) {
        JWSAlgorithm algorithm = JWSAlgorithm.parse(key.algorithm().name());
        return switch (key.algorithm()) {
            case ES256 ->
                new ECKey.Builder(Curve.P_256, (ECPublicKey) key.publicKey())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .keyID(key.kid())
                        .build();
            case RS256 ->
                new RSAKey.Builder((RSAPublicKey) key.publicKey())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .keyID(key.kid())
                        .build();
        };
    }
}
