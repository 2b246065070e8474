package io.gatehouse.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
    private static final CommonPasswords COMMON = new CommonPasswords();

    private static boolean knows(String password) {
        return COMMON.contains(FoldedText.of(password).skeleton());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456",
                "password",
                "qwerty",
                "letmein",
                "trustno1",
                "P@ssw0rd",
                "ncc1701",
                "correcthorsebatterystaple",
                "1qaz2wsx3edc4rfv",
                "passwordstandard"
            })
    void knows_it_is_common(String password) {
        assertThat(knows(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "rutabaga sextant", "correct horse battery staple", "vK7pXq2mRw9t"})
    void does_not_know(String password) {
        assertThat(knows(password)).isFalse();
    }

    @Test
    void has_almost_no_false_positives() {
        var random = new SplittableRandom(17);
        int queries = Integer.getInteger("queries", 1_000_000);
        int found = 0;
        for (int i = 0; i < queries; i++) {
            // Hexadecimal of 64 random bits is not on a list in any folding.
            if (COMMON.contains("#" + Long.toHexString(random.nextLong()))) {
                found++;
            }
        }
        System.out.printf("false positives: %d of %d%n", found, queries);
        assertThat(found).isLessThanOrEqualTo(queries / 1_000_000);
    }

    @Test
    void fits_in_a_mebibyte() {
        assertThat(COMMON.toBytes()).hasSizeBetween(300_000, 1 << 20);
    }
}
