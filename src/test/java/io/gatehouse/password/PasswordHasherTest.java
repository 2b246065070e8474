package io.gatehouse.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.password.PasswordHasher.PasswordHash;
import io.gatehouse.password.PasswordHasher.Verdict;
import io.gatehouse.testing.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String MASTER_KEY = "0123456789abcdef0123456789abcdef";
    private static final Verdict WRONG = new Verdict(false, false);
    private static final Verdict RIGHT = new Verdict(true, false);

    private final List<PasswordHash> computed = new ArrayList<>();
    private final PasswordHasher hasher = hasher(TestKeys.of(MASTER_KEY));

    @Test
    void matches_the_hashed_password() {
        Optional<String> stored = Optional.of(hasher.hash(PASSWORD));
        assertThat(hasher.verify(PASSWORD, stored)).isEqualTo(RIGHT);
        assertThat(hasher.verify(PASSWORD + " ", stored)).isEqualTo(WRONG);
        assertThat(hasher.verify("Correct horse battery staple", stored)).isEqualTo(WRONG);
        assertThat(hasher.verify("", stored)).isEqualTo(WRONG);
    }

    @Test
    void salts_every_hash() {
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hasher.hash(PASSWORD));
    }

    @Test
    void matches_all_unicode_compositions_of_a_password() {
        Optional<String> stored = Optional.of(hasher.hash("Gr\u00FC\u00DFe aus M\u00FCnchen"));
        assertThat(hasher.verify("Gru\u0308\u00DFe aus Mu\u0308nchen", stored)).isEqualTo(RIGHT);
    }

    @Test
    void does_not_truncate() {
        String start = "x".repeat(127);
        assertThat(hasher.verify(start + "b", Optional.of(hasher.hash(start + "a"))))
                .isEqualTo(WRONG);
        assertThat(hasher.verify("long enough\0b", Optional.of(hasher.hash("long enough\0a"))))
                .isEqualTo(WRONG);
    }

    @Test
    void needs_the_pepper_it_was_hashed_with() {
        PasswordHasher stranger = hasher(TestKeys.of(MASTER_KEY.replace('0', '1')));
        assertThat(stranger.verify(PASSWORD, Optional.of(hasher.hash(PASSWORD))))
                .isEqualTo(WRONG);
    }

    @Test
    void matches_a_password_under_the_previous_master_key_and_reports_it_as_outdated() {
        PasswordHasher replacing = hasher(TestKeys.replacing(MASTER_KEY, MASTER_KEY.replace('0', '1')));
        Optional<String> old = Optional.of(hasher.hash(PASSWORD));
        assertThat(replacing.verify(PASSWORD, old)).isEqualTo(new Verdict(true, true));
        assertThat(replacing.verify("wrong", old)).isEqualTo(WRONG);
        assertThat(replacing.verify(PASSWORD, Optional.of(replacing.hash(PASSWORD))))
                .isEqualTo(RIGHT);
    }

    @Test
    void reports_a_matching_hash_of_other_parameters_as_outdated() {
        PasswordHash today = PasswordHash.parse(hasher.hash(PASSWORD));
        byte[] peppered = TestKeys.of(MASTER_KEY).mac(KeyPurpose.PEPPER, PASSWORD);
        var weaker = new PasswordHash(64, 1, today.pepper(), today.salt(), new byte[PasswordHash.TAG_BYTES]);
        byte[] tag = new BouncyCastleArgon2id().hash(peppered, weaker);
        Optional<String> stored = Optional.of(new PasswordHash(64, 1, today.pepper(), today.salt(), tag).toPhcString());

        assertThat(hasher.verify(PASSWORD, stored)).isEqualTo(new Verdict(true, true));
        assertThat(hasher.verify("wrong", stored)).isEqualTo(WRONG);
    }

    @Test
    void computes_a_hash_of_the_same_cost_for_an_unknown_account() {
        Optional<String> stored = Optional.of(hasher.hash(PASSWORD));
        computed.clear();

        hasher.verify("wrong", stored);
        assertThat(hasher.verify(PASSWORD, Optional.empty())).isEqualTo(WRONG);

        assertThat(computed).hasSize(2);
        assertThat(computed.get(1).memoryKib()).isEqualTo(computed.get(0).memoryKib());
        assertThat(computed.get(1).passes()).isEqualTo(computed.get(0).passes());
        assertThat(computed.get(1).salt()).hasSameSizeAs(computed.get(0).salt());
    }

    private PasswordHasher hasher(SecretKeys keys) {
        Argon2id real = new BouncyCastleArgon2id();
        Argon2id recording = (input, shape) -> {
            computed.add(shape);
            return real.hash(input, shape);
        };
        return new PasswordHasher(recording, new HashingQueue(new SimpleMeterRegistry()), keys, new Randomness());
    }
}
