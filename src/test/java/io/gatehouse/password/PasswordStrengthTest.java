package io.gatehouse.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.password.PasswordStrength.Advice;
import io.gatehouse.password.PasswordStrength.Estimate;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordStrengthTest {
    private static final PasswordStrength STRENGTH = new PasswordStrength();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({
        "'', 0, LENGTHEN",
        "password, 0, UNCOMMON_WORDS",
        "Password1234567!, 0, UNCOMMON_WORDS",
        "aaaaaaaaaaaaaaaa, 0, NO_REPETITION",
        "abcdefghijklmnop, 0, NO_SEQUENCE",
        "violin teapot mountain 42, 4, NONE",
        "x7#Kp2!mQ9$vL4z&, 4, NONE",
        "x7#K, 1, LENGTHEN",
        "1984-03-19, 1, NO_DATE"
    })
    void estimates_strength_and_gives_advice(String password, int score, Advice advice) {
        assertThat(STRENGTH.estimate(password)).isEqualTo(new Estimate(score, advice));
    }

    @Test
    void does_not_become_weaker_by_further_characters() {
        assertThat(STRENGTH.estimate("x7#Kp2!mQ9$vL4z&x7#Kp2!mQ9$vL4z&".repeat(4))
                        .score())
                .isEqualTo(4);
    }

    @Test
    void takes_bounded_time_for_the_longest_and_worst() {
        var random = new SplittableRandom(9);
        long worst = 0;
        for (String alphabet :
                new String[] {"4@8({[<369&#!1/|0$5+7%2", "ab", "0123456789", "1qaz2wsx", " !aA1", "aeios4301$@"}) {
            for (int i = 0; i < 40; i++) {
                int period = 1 + random.nextInt(20);
                String unit = random.ints(period, 0, alphabet.length())
                        .mapToObj(at -> alphabet.substring(at, at + 1))
                        .collect(Collectors.joining());
                String password = unit.repeat(128).substring(0, 128);
                long start = THREADS.getCurrentThreadCpuTime();
                STRENGTH.estimate(password);
                worst = Math.max(worst, THREADS.getCurrentThreadCpuTime() - start);
            }
        }
        System.out.printf("slowest estimate: %d ms%n", worst / 1_000_000);
        assertThat(worst / 1_000_000).isLessThan(300);
    }
}
