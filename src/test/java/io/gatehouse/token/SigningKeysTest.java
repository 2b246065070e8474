package io.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestKeys;
import io.gatehouse.token.SigningKeys.KeyPairs;
import io.gatehouse.token.SigningKeys.SigningKeyEntity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private static final RealmId REALM = new RealmId(UUID.randomUUID());

    private final TestClock clock = TestClock.stopped();
    private final List<SigningKeyEntity> rows = new ArrayList<>();
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
        rows.clear();
        assertThat(ring(old, next).findSigning(REALM, SigningAlgorithm.ES256).kid())
                .isEqualTo(old.kid);
    }

    @Test
    void the_first_key_signs_at_once_even_where_the_clock_is_a_little_behind() {
        SigningKeyEntity first = key(Duration.ofMillis(5));
        assertThat(ring(first).findSigning(REALM, SigningAlgorithm.ES256).kid()).isEqualTo(first.kid);
        rows.clear();
        assertThat(ring(first, key(Duration.ofDays(90)))
                        .findSigning(REALM, SigningAlgorithm.ES256)
                        .kid())
                .isEqualTo(first.kid);
    }

    @Test
    void a_ring_is_read_again_after_a_minute() {
        SigningKeyEntity first = key(Duration.ofDays(-1));
        SigningKeys keys = ring(first);
        keys.findSigning(REALM, SigningAlgorithm.ES256);
        SigningKeyEntity successor = key(Duration.ofSeconds(30));
        rows.add(successor);
        clock.advance(Duration.ofSeconds(59));
        assertThat(keys.findSigning(REALM, SigningAlgorithm.ES256).kid()).isEqualTo(first.kid);

        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.findSigning(REALM, SigningAlgorithm.ES256).kid()).isEqualTo(successor.kid);
    }

    @Test
    void a_ring_with_a_key_that_may_be_rolled_back_is_read_each_time() {
        SigningKeyEntity young = key(Duration.ofSeconds(-1));
        SigningKeys keys = ring(young);
        keys.findSigning(REALM, SigningAlgorithm.ES256);
        rows.clear();
        SigningKeyEntity other = key(Duration.ofSeconds(-1));
        rows.add(other);

        assertThat(keys.findSigning(REALM, SigningAlgorithm.ES256).kid()).isEqualTo(other.kid);
    }

    private SigningKeyEntity key(Duration active) {
        SigningKeyEntity key =
                pairs.generate(SigningAlgorithm.ES256, clock.instant().plus(active));
        key.publishedAt = key.activeFrom;
        return key;
    }

    private SigningKeys ring(SigningKeyEntity... keys) {
        rows.addAll(List.of(keys));
        var repository = new SigningKeyEntity.Repository() {
            @Override
            List<SigningKeyEntity> listInRealm(RealmId realm) {
                return rows.stream()
                        .sorted(Comparator.comparing((SigningKeyEntity key) -> key.activeFrom)
                                .reversed())
                        .toList();
            }
        };
        return new SigningKeys(repository, null, pairs, Defaults.of(SigningKeysConfig.class), clock);
    }
}
