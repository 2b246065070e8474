package io.gatehouse.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomnessTest {
    private static final int CODES = 50_000;
    /** Exceeded by chance once in ten million runs, and always with the bias of {@code byte % 10}. */
    private static final double CHI_SQUARE_BOUND = 50;

    private final Randomness randomness = new Randomness();

    @Test
    void all_digits_including_the_first_are_uniform() {
        long[] all = new long[10];
        long[] first = new long[10];
        for (int i = 0; i < CODES; i++) {
            String code = randomness.digits(6);
            code.chars().forEach(digit -> all[digit - '0']++);
            first[code.charAt(0) - '0']++;
        }
        assertThat(chiSquare(all)).isLessThan(CHI_SQUARE_BOUND);
        assertThat(chiSquare(first)).isLessThan(CHI_SQUARE_BOUND);
    }

    @Test
    void digits_have_the_requested_length() {
        for (int length = 6; length <= 8; length++) {
            assertThat(randomness.digits(length)).matches("[0-9]{" + length + "}");
        }
    }

    @Test
    void a_tag_is_three_consonants_all_of_them_in_use() {
        String letters = IntStream.range(0, 1000)
                .mapToObj(i -> randomness.tag())
                .peek(tag -> assertThat(tag).matches("[BCDFGHJKLMNPQRSTVWXZ]{3}"))
                .reduce("", String::concat);
        assertThat(letters.chars().distinct().count()).isEqualTo(20);
    }

    @Test
    void secrets_have_their_length_and_are_unique() {
        assertThat(thousand(randomness::secret))
                .allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}"))
                .doesNotHaveDuplicates();
        assertThat(thousand(randomness::shortSecret))
                .allMatch(secret -> secret.matches("[A-Za-z0-9_-]{22}"))
                .doesNotHaveDuplicates();
    }

    private static Stream<String> thousand(Supplier<String> source) {
        return Stream.generate(source).limit(1000);
    }

    private static double chiSquare(long[] counts) {
        double expected = LongStream.of(counts).average().orElseThrow();
        double sum = 0;
        for (long count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }
}
