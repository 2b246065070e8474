package io.gatehouse.kernel.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatehouse.testing.TestKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeysTest {
    private static final String MASTER_KEY = "0123456789abcdef0123456789abcdef";
    private static final byte[] PLAIN = "a private key".getBytes(UTF_8);

    private final SecretKeys keys = TestKeys.of(MASTER_KEY);

    @Nested
    class A_mac {
        @Test
        void differs_for_every_purpose() {
            assertThat(Stream.of(KeyPurpose.values()).map(purpose -> keys.macBase64Url(purpose, "the same")))
                    .doesNotHaveDuplicates();
        }

        @Test
        void is_the_same_in_every_instance_with_the_same_master_key() {
            String here = keys.macBase64Url(KeyPurpose.CODE, "a", "b");
            assertThat(TestKeys.of(MASTER_KEY).macBase64Url(KeyPurpose.CODE, "a", "b"))
                    .isEqualTo(here);
            assertThat(TestKeys.of(MASTER_KEY.replace('f', 'g')).macBase64Url(KeyPurpose.CODE, "a", "b"))
                    .isNotEqualTo(here);
        }

        /** Stored data depends on this value, so it never changes. */
        @Test
        void uses_a_key_derived_by_rfc_5869() throws GeneralSecurityException {
            byte[] pseudorandom = hmac(new byte[32], MASTER_KEY.getBytes(UTF_8));
            byte[] key = hmac(pseudorandom, "gatehouse/PEPPER\1".getBytes(UTF_8));
            byte[] message =
                    ByteBuffer.allocate(6).putInt(2).put("pw".getBytes(UTF_8)).array();
            assertThat(keys.mac(KeyPurpose.PEPPER, "pw")).isEqualTo(hmac(key, message));
        }

        @Test
        void never_confuses_two_lists_of_parts() {
            assertThat(Stream.of(
                                    new String[] {"ab", "c"},
                                    new String[] {"a", "bc"},
                                    new String[] {"abc"},
                                    new String[] {"abc", ""},
                                    new String[] {"", "abc"},
                                    new String[] {"a", "b", "c"},
                                    new String[] {"ab", "C"})
                            .map(parts -> keys.macBase64Url(KeyPurpose.CODE, parts)))
                    .doesNotHaveDuplicates();
        }

        private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        }
    }

    @Nested
    class What_was_sealed {
        private final byte[] sealed = keys.seal(KeyPurpose.PENDING, PLAIN, "context");

        @Test
        void opens_again_in_another_instance() {
            assertThat(TestKeys.of(MASTER_KEY).open(KeyPurpose.PENDING, sealed, "context"))
                    .isEqualTo(PLAIN);
        }

        @Test
        void reveals_nothing_and_differs_every_time() {
            assertThat(new String(sealed, UTF_8)).doesNotContain("private");
            assertThat(keys.seal(KeyPurpose.PENDING, PLAIN, "context")).isNotEqualTo(sealed);
        }

        @Test
        void does_not_open_for_another_context_purpose_or_master_key() {
            SecretKeys others = TestKeys.of(MASTER_KEY.replace('0', '1'));
            assertThatIllegalArgumentException().isThrownBy(() -> keys.open(KeyPurpose.PENDING, sealed, "Context"));
            assertThatIllegalArgumentException().isThrownBy(() -> keys.open(KeyPurpose.SIGNING_KEY, sealed, "context"));
            assertThatIllegalArgumentException().isThrownBy(() -> others.open(KeyPurpose.PENDING, sealed, "context"));
        }

        @Test
        void does_not_open_after_any_byte_is_altered() {
            for (int i = 0; i < sealed.length; i++) {
                byte[] altered = sealed.clone();
                altered[i] ^= 1;
                assertThatIllegalArgumentException()
                        .as("byte %d", i)
                        .isThrownBy(() -> keys.open(KeyPurpose.PENDING, altered, "context"));
            }
        }

        @Test
        void does_not_open_when_truncated() {
            for (int length = 0; length < sealed.length; length++) {
                byte[] truncated = Arrays.copyOf(sealed, length);
                assertThatIllegalArgumentException()
                        .as("%d bytes", length)
                        .isThrownBy(() -> keys.open(KeyPurpose.PENDING, truncated, "context"));
            }
        }
    }

    @Nested
    class While_one_master_key_replaces_another {
        private static final String NEW = "fedcba9876543210fedcba9876543210";

        private final SecretKeys both = TestKeys.replacing(MASTER_KEY, NEW);
        private final byte[] old = keys.seal(KeyPurpose.PENDING, PLAIN, "context");

        @Test
        void open_what_either_has_sealed() {
            assertThat(both.open(KeyPurpose.PENDING, old, "context")).isEqualTo(PLAIN);
            byte[] fresh = TestKeys.of(NEW).seal(KeyPurpose.PENDING, PLAIN, "context");
            assertThat(both.open(KeyPurpose.PENDING, fresh, "context")).isEqualTo(PLAIN);
            assertThatIllegalArgumentException().isThrownBy(() -> both.open(KeyPurpose.CODE, old, "context"));
        }

        @Test
        void the_new_one_seals_and_signs() {
            assertThat(TestKeys.of(NEW)
                            .open(KeyPurpose.PENDING, both.seal(KeyPurpose.PENDING, PLAIN, "context"), "context"))
                    .isEqualTo(PLAIN);
            assertThat(both.mac(KeyPurpose.CODE, "a"))
                    .isEqualTo(TestKeys.of(NEW).mac(KeyPurpose.CODE, "a"));
        }

        @Test
        void what_the_old_one_has_sealed_moves_to_the_new_one_once() {
            byte[] moved = both.reseal(KeyPurpose.PENDING, old, "context").orElseThrow();
            assertThat(TestKeys.of(NEW).open(KeyPurpose.PENDING, moved, "context"))
                    .isEqualTo(PLAIN);
            assertThat(both.reseal(KeyPurpose.PENDING, moved, "context")).isEmpty();
        }

        @Test
        void each_has_a_public_id() {
            assertThat(both.id())
                    .matches("[0-9a-f]{8}")
                    .isEqualTo(TestKeys.of(NEW).id());
            assertThat(both.previous().orElseThrow().id()).isEqualTo(keys.id()).isNotEqualTo(both.id());
        }
    }

    @Nested
    class A_master_key {
        private static final String REMEDY = "openssl rand -base64 32";

        @Test
        void that_is_missing_is_refused_with_the_remedy() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> TestKeys.configured(Optional.empty()))
                    .withMessageContaining("gatehouse.secret-key")
                    .withMessageContaining(REMEDY);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "c2hvcnQ=", "not base64!", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYw", "====", "äöü"
                })
        void that_is_not_32_bytes_is_refused_with_the_remedy_and_not_repeated(String odd) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> TestKeys.configured(Optional.of(odd)))
                    .withMessageContaining(REMEDY)
                    .satisfies(e -> assertThat(e.toString()).satisfies(text -> {
                        if (!odd.isEmpty()) {
                            assertThat(text).doesNotContain(odd);
                        }
                    }));
        }

        @Test
        void may_end_in_a_line_break_as_files_do() {
            SecretKeys fromFile = TestKeys.configured(Optional.of(TestKeys.base64(MASTER_KEY) + "\n"));
            assertThat(fromFile.mac(KeyPurpose.CODE, "a")).isEqualTo(keys.mac(KeyPurpose.CODE, "a"));
        }
    }
}
