package io.gatehouse.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.MasterKey;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.startup.MasterKeyRegistry.KnownKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MasterKeyRegistryTest {
    private final MasterKey current = newKey();
    private final MasterKey other = newKey();

    @Test
    void accepts_any_key_for_an_empty_database() {
        assertThat(MasterKeyRegistry.accepts(List.of(), only(current))).isTrue();
    }

    @Test
    void accepts_the_key_of_the_database_and_no_other() {
        List<KnownKey> known = List.of(known(current, false));
        assertThat(MasterKeyRegistry.accepts(known, only(current))).isTrue();
        assertThat(MasterKeyRegistry.accepts(known, only(other))).isFalse();
    }

    @Test
    void accepts_a_new_key_beside_the_one_of_the_database() {
        assertThat(MasterKeyRegistry.accepts(
                        List.of(known(current, false)), SecretKeys.of(other, Optional.of(current))))
                .isTrue();
        assertThat(MasterKeyRegistry.accepts(
                        List.of(known(current, false)), SecretKeys.of(newKey(), Optional.of(other))))
                .isFalse();
    }

    @Test
    void refuses_a_replaced_key() {
        List<KnownKey> known = List.of(known(other, true), known(current, false));
        assertThat(MasterKeyRegistry.accepts(known, only(other))).isFalse();
    }

    @Test
    void refuses_a_second_new_key_during_a_replacement() {
        List<KnownKey> known = List.of(known(current, false), known(other, false));
        assertThat(MasterKeyRegistry.accepts(known, SecretKeys.of(other, Optional.of(current))))
                .isTrue();
        assertThat(MasterKeyRegistry.accepts(known, SecretKeys.of(newKey(), Optional.of(current))))
                .isFalse();
    }

    @Test
    void refuses_a_new_key_beside_a_replaced_one() {
        List<KnownKey> known = List.of(known(other, true), known(current, false));
        assertThat(MasterKeyRegistry.accepts(known, SecretKeys.of(newKey(), Optional.of(other))))
                .isFalse();
    }

    @Test
    void refuses_a_key_that_only_has_the_id_of_the_right_one() {
        KnownKey forged = new KnownKey(only(other).id(), known(current, false).proof(), false);
        assertThat(MasterKeyRegistry.accepts(List.of(forged), only(other))).isFalse();
    }

    private static KnownKey known(MasterKey key, boolean replaced) {
        SecretKeys keys = only(key);
        return new KnownKey(keys.id(), keys.mac(KeyPurpose.IDENTIFIER, "master key"), replaced);
    }

    private static SecretKeys only(MasterKey key) {
        return SecretKeys.of(key, Optional.empty());
    }

    private static MasterKey newKey() {
        return MasterKey.parse(MasterKey.generate(new Randomness())).orElseThrow();
    }
}
