package io.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.TestKeys;
import io.gatehouse.token.SigningKeys.KeyPairs;
import io.gatehouse.token.SigningKeys.SigningKeyEntity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RealmId REALM = new RealmId(UUID.randomUUID());

    private final KeyPairs pairs = new KeyPairs(TestKeys.any(), new Randomness());

    @Test
    void the_newest_key_signs_from_its_time_on() {
        SigningKeyEntity old = key(Duration.ofDays(-90));
        SigningKeyEntity current = key(Duration.ZERO);
        SigningKeyEntity next = key(Duration.ofMinutes(10));
        assertThat(ring(old, current, next)
                        .findSigning(REALM, SigningAlgorithm.ES256)
                        .kid())
                .isEqualTo(current.kid);
        assertThat(ring(old, next).findSigning(REALM, SigningAlgorithm.ES256).kid())
                .isEqualTo(old.kid);
    }

    @Test
    void the_first_key_signs_at_once_even_where_the_clock_is_a_little_behind() {
        SigningKeyEntity first = key(Duration.ofMillis(5));
        assertThat(ring(first).findSigning(REALM, SigningAlgorithm.ES256).kid()).isEqualTo(first.kid);
        assertThat(ring(first, key(Duration.ofDays(90)))
                        .findSigning(REALM, SigningAlgorithm.ES256)
                        .kid())
                .isEqualTo(first.kid);
    }

    private SigningKeyEntity key(Duration active) {
        return pairs.generate(SigningAlgorithm.ES256, NOW.plus(active));
    }

    private SigningKeys ring(SigningKeyEntity... keys) {
        var repository = new SigningKeyEntity.Repository() {
            @Override
            List<SigningKeyEntity> listInRealm(RealmId realm) {
                return Stream.of(keys)
                        .sorted(Comparator.comparing((SigningKeyEntity key) -> key.activeFrom)
                                .reversed())
                        .toList();
            }
        };
        return new SigningKeys(repository, null, pairs, null, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
