package io.gatehouse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {
    private final BackOff backOff = new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(15));

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT10S",
        "3, PT20S",
        "4, PT40S",
        "8, PT10M40S",
        "9, PT15M",
        "10, PT15M",
        "96, PT15M",
        "10000, PT15M"
    })
    void doubles_up_to_the_longest(int failures, Duration pause) {
        assertThat(backOff.after(failures)).isEqualTo(pause);
    }
}
