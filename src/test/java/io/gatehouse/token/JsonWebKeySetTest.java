package io.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.TestKeys;
import io.gatehouse.token.SigningKeys.KeyPairs;
import io.gatehouse.token.SigningKeys.SigningKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonWebKeySetTest {
    private static final RealmId REALM = new RealmId(UUID.randomUUID());

    private final KeyPairs pairs = new KeyPairs(TestKeys.any(), new Randomness());

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void a_key_is_published_without_its_private_part(SigningAlgorithm algorithm) throws ParseException, JOSEException {
        SigningKey key = pairs.open(pairs.generate(algorithm, Instant.EPOCH));
        Map<String, Object> jwk = keySet(key).get(0);
        assertThat(jwk)
                .containsEntry("kid", key.kid())
                .containsEntry("use", "sig")
                .containsEntry("alg", algorithm.name());
        JWK parsed = JWK.parse(jwk);
        assertThat(parsed.isPrivate()).isFalse();
        assertThat(((AsymmetricJWK) parsed).toPublicKey()).isEqualTo(key.publicKey());
    }

    private static List<Map<String, Object>> keySet(SigningKey key) {
        var ring = new SigningKeys(null, null, null, null, null) {
            @Override
            List<SigningKey> published(RealmId realm) {
                return List.of(key);
            }
        };
        return new JsonWebKeySet(ring).of(REALM);
    }
}
