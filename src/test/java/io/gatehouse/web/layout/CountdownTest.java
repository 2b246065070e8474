package io.gatehouse.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountdownTest {

    @ParameterizedTest
    @CsvSource({"0,0:00", "5,0:05", "272,4:32", "3599,59:59", "3605,1:00:05"})
    void is_formatted_the_same_in_every_language(long seconds, String text) {
        assertThat(new Countdown(seconds).text()).isEqualTo(text);
    }

    @Test
    void is_never_negative() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(Countdown.until(now.minusSeconds(3), now).over()).isTrue();
        assertThat(Countdown.until(now.plusMillis(1), now).seconds()).isEqualTo(1);
    }
}
