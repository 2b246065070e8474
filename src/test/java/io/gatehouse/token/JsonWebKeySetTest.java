package io.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.token.SigningKeys.SigningKey;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWebKeySetTest {
    private static final RealmId REALM = new RealmId(UUID.randomUUID());

    /** RFC 7518, section 6.2.1.2: 32 bytes, however many the number needs. */
    @ParameterizedTest
    @CsvSource({"1, 2", "7f00, 8000", "ff00, ff", "1, 0"})
    void a_coordinate_has_its_full_length(String x, String y) throws GeneralSecurityException {
        Map<String, String> jwk = jwk(new BigInteger(x, 16), new BigInteger(y, 16));
        assertThat(Base64.getUrlDecoder().decode(jwk.get("x"))).hasSize(32).isEqualTo(padded(x));
        assertThat(Base64.getUrlDecoder().decode(jwk.get("y"))).hasSize(32).isEqualTo(padded(y));
    }

    @ParameterizedTest
    @CsvSource({"80, ff", "7f, 00"})
    void a_coordinate_of_32_bytes_stays_as_it_is(String firstOfX, String firstOfY) throws GeneralSecurityException {
        String x = firstOfX + "01".repeat(31);
        String y = firstOfY + "02".repeat(31);
        Map<String, String> jwk = jwk(new BigInteger(x, 16), new BigInteger(y, 16));
        assertThat(Base64.getUrlDecoder().decode(jwk.get("x"))).isEqualTo(padded(x));
        assertThat(Base64.getUrlDecoder().decode(jwk.get("y"))).isEqualTo(padded(y));
        assertThat(jwk).containsEntry("kty", "EC").containsEntry("crv", "P-256").doesNotContainKey("d");
    }

    private static Map<String, String> jwk(BigInteger x, BigInteger y) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        var publicKey = (ECPublicKey) KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve.getParameterSpec(ECParameterSpec.class)));
        var ring = new SigningKeys(null, null, null, null, null) {
            @Override
            List<SigningKey> published(RealmId realm) {
                return List.of(new SigningKey("kid", null, publicKey));
            }
        };
        return new JsonWebKeySet(ring).of(REALM).get(0);
    }

    private static byte[] padded(String hex) {
        return HexFormat.of().parseHex("0".repeat(64 - hex.length()) + hex);
    }
}
