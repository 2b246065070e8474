package io.gatehouse.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatehouse.password.PasswordHasher.PasswordHash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final String PHC = "$argon2id$v=19$m=19456,t=2,p=1,keyid=1"
            + "$AAECAwQFBgcICQoLDA0ODw$Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA";

    @Test
    void is_the_phc_string_it_was_read_from() {
        assertThat(PasswordHash.parse(PHC).toPhcString()).isEqualTo(PHC);
    }

    @Test
    void current_has_the_current_parameters() {
        byte[] salt = new byte[PasswordHash.SALT_BYTES];
        PasswordHash today = PasswordHash.current("1", salt, new byte[PasswordHash.TAG_BYTES]);
        assertThat(today.toPhcString()).startsWith("$argon2id$v=19$m=19456,t=2,p=1,keyid=1$");
        assertThat(today.isCurrent("1")).isTrue();
        assertThat(PasswordHash.parse(today.toPhcString()).isCurrent("1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=19455,t=2,p=1,keyid=1", "m=19456,t=1,p=1,keyid=1", "m=19456,t=2,p=1,keyid=2"})
    void of_other_parameters_is_outdated(String parameters) {
        assertThat(PasswordHash.parse(PHC.replace("m=19456,t=2,p=1,keyid=1", parameters))
                        .isCurrent("1"))
                .isFalse();
    }

    @Test
    void has_its_own_tag_and_no_other() {
        PasswordHash hash = PasswordHash.parse(PHC);
        byte[] other = hash.tag().clone();
        other[31] ^= 1;
        assertThat(hash.hasTag(hash.tag().clone())).isTrue();
        assertThat(hash.hasTag(other)).isFalse();
        assertThat(hash.hasTag(Arrays.copyOf(hash.tag(), 31))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "correct horse battery staple",
                "$2b$12$abcdefghijklmnopqrstuv",
                "$argon2i$v=19$m=19456,t=2,p=1,keyid=1$AAAA$AAAA",
                "$argon2id$v=16$m=19456,t=2,p=1,keyid=1$AAAA$AAAA",
                "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA",
                "$argon2id$v=19$m=99999999,t=2,p=1,keyid=1$AAAA$AAAA",
                "$argon2id$v=19$m=19456,t=2,p=2,keyid=1$AAAA$AAAA",
                "$argon2id$v=19$m=19456,t=2,p=1,keyid=1$AAAA$",
            })
    void of_an_unknown_form_is_a_fault_that_does_not_repeat_it(String odd) {
        assertThatIllegalStateException()
                .isThrownBy(() -> PasswordHash.parse(odd))
                .withMessage("A stored password hash is not of a known form");
    }
}
