package io.gatehouse.token;

import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.token.SigningKeys.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates the JSON Web Key Set of a realm (RFC 7517). */
@ApplicationScoped
public class JsonWebKeySet {
    private static final int COORDINATE_BYTES = 32;

    private final SigningKeys keys;

    JsonWebKeySet(SigningKeys keys) {
        this.keys = keys;
    }

    /** Returns the keys of the set as JSON members. */
    public List<Map<String, String>> of(RealmId realm) {
        return keys.published(realm).stream().map(JsonWebKeySet::jwk).toList();
    }

    private static Map<String, String> jwk(SigningKey key) {
        Map<String, String> jwk = new LinkedHashMap<>();
        jwk.put("kty", "EC");
        jwk.put("use", "sig");
        jwk.put("alg", "ES256");
        jwk.put("kid", key.kid());
        jwk.put("crv", "P-256");
        jwk.put("x", coordinate(key.publicKey().getW().getAffineX()));
        jwk.put("y", coordinate(key.publicKey().getW().getAffineY()));
        return jwk;
    }

    /** Returns the coordinate in base64url at its full length (RFC 7518, section 6.2.1.2). */
    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
