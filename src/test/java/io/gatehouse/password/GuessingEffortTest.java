package io.gatehouse.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import me.gosimple.nbvcxz.Nbvcxz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures how many good passwords a policy of 48 bits accepts. */
class GuessingEffortTest {
    private static final GuessingEffort EFFORT = new GuessingEffort(new CommonPasswords());
    private static final double LEAST = 48;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SAMPLES = 5000;

    private final SplittableRandom random = new SplittableRandom(4);

    private static double bits(String text) {
        return EFFORT.bits(FoldedText.of(text), Set.of());
    }

    @Test
    void random_characters_pass() {
        String printable =
                IntStream.range(33, 127).mapToObj(Character::toString).collect(Collectors.joining());
        assertThat(rejected(() -> characters(printable, 15))).isZero();
        assertThat(rejected(() -> characters("abcdefghijklmnopqrstuvwxyz", 15))).isZero();
        // With many digits and coincidences, some are not better than three words.
        assertThat(rejected(() -> characters("abcdefghijklmnopqrstuvwxyz0123456789", 15)))
                .isLessThanOrEqualTo(SAMPLES / 1000);
        assertThat(rejected(() -> characters("0123456789abcdef", 20))).isZero();
    }

    @Test
    void words_drawn_by_dice_pass() throws IOException {
        List<String> words = diceware();
        assertThat(rejected(() -> phrase(words, 4, " "))).isZero();
        assertThat(rejected(() -> phrase(words, 4, ""))).isLessThanOrEqualTo(SAMPLES / 1000);
        assertThat(rejected(() -> phrase(words, 3, "-"))).isLessThanOrEqualTo(SAMPLES / 100);
    }

    @Test
    void two_common_words_and_a_year_do_not() throws IOException {
        var common = new CommonPasswords();
        List<String> words = diceware().stream()
                .filter(word -> common.contains(FoldedText.of(word).skeleton()))
                .toList();
        assertThat(rejected(() -> phrase(words, 2, "-") + "2024")).isEqualTo(SAMPLES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", "7", " ", "\uFDFA", "\uFDFA\uFDFB", "p4ssw0rd$1!", "аб", "1qaz2wsx"})
    void takes_little_time_for_repetitions(String unit) {
        String longest = unit.repeat(128 / unit.length());
        bits(longest);
        long start = THREADS.getCurrentThreadCpuTime();
        bits(longest);
        long millis = (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000;
        assertThat(millis).isLessThan(100);
        assertThat(bits(longest)).isLessThan(LEAST);
    }

    private long rejected(Supplier<String> candidates) {
        List<String> rejected = Stream.generate(candidates)
                // Shorter passwords are rejected for their length.
                .filter(candidate -> candidate.length() >= PasswordPolicy.MIN_LENGTH)
                .limit(SAMPLES)
                .filter(candidate -> bits(candidate) < LEAST)
                .toList();
        System.out.printf(
                "rejected: %d of %d like %s%n",
                rejected.size(), SAMPLES, rejected.stream().findFirst().orElseGet(candidates));
        return rejected.size();
    }

    private String characters(String alphabet, int length) {
        return random.ints(length, 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private String phrase(List<String> words, int count, String separator) {
        return random.ints(count, 0, words.size()).mapToObj(words::get).collect(Collectors.joining(separator));
    }

    private static List<String> diceware() throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(
                Nbvcxz.class.getResourceAsStream("/dictionaries/eff_large.txt"), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.split("\t")[0].strip())
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }
}
