package io.gatehouse.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.password.PasswordHasher.PasswordHash;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idTest {
    private static final byte[] NO_TAG = new byte[0];
    private static final byte[] SALT = "sixteen bytes it".getBytes(US_ASCII);

    private final Argon2id java = new BouncyCastleArgon2id();
    private final Argon2id sodium = new SodiumArgon2id();

    /** From the reference implementation's tests, version 19; RFC 9106 has none with one lane and no secret. */
    @Test
    void in_java_is_that_of_the_reference() {
        var shape = new PasswordHash(65536, 2, "0", "somesalt".getBytes(US_ASCII), NO_TAG);
        assertThat(java.hash("password".getBytes(US_ASCII), shape))
                .isEqualTo(HexFormat.of().parseHex("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "correct horse battery staple", "0123456789abcdef0123456789abcdef"})
    void of_libsodium_is_that_in_java(String input) {
        byte[] bytes = input.getBytes(US_ASCII);
        for (PasswordHash shape :
                new PasswordHash[] {PasswordHash.current("0", SALT, NO_TAG), new PasswordHash(64, 1, "0", SALT, NO_TAG)
                }) {
            assertThat(sodium.hash(bytes, shape))
                    .hasSize(PasswordHash.TAG_BYTES)
                    .isEqualTo(java.hash(bytes, shape));
        }
    }

    /** As when there is no memory for it; without passes, since that uses none. */
    @Test
    void of_libsodium_that_fails_is_no_wrong_hash() {
        var impossible = new PasswordHash(64, 0, "0", SALT, NO_TAG);
        assertThatThrownBy(() -> sodium.hash(NO_TAG, impossible)).isInstanceOf(UnavailableException.class);
    }

    /** Otherwise a correct native implementation would not be used. */
    @Test
    void in_java_and_of_libsodium_pass_the_probe_and_a_wrong_one_does_not() {
        assertThat(Argon2idSelection.isCorrect(java)).isTrue();
        assertThat(Argon2idSelection.isCorrect(sodium)).isTrue();
        assertThat(Argon2idSelection.isCorrect((input, shape) -> new byte[PasswordHash.TAG_BYTES]))
                .isFalse();
    }

    @Test
    void is_native_on_this_machine() {
        assertThat(new Argon2idSelection().argon2id()).isInstanceOf(SodiumArgon2id.class);
    }
}
