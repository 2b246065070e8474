package io.gatehouse.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationUnitTest {
    @ParameterizedTest
    @CsvSource({"PT8H,HOURS,8", "PT90M,MINUTES,90", "PT5M,MINUTES,5", "PT15M30S,SECONDS,930", "PT10S,SECONDS,10"})
    void a_duration_is_a_number_of_the_longest_unit_without_a_rest(Duration duration, DurationUnit unit, long count) {
        assertThat(DurationUnit.of(duration)).isEqualTo(unit);
        assertThat(unit.count(duration)).isEqualTo(count);
        assertThat(unit.times(count)).isEqualTo(duration);
    }

    @Test
    void a_unit_that_no_page_offers_is_unknown() {
        assertThat(DurationUnit.named("DAYS")).isEmpty();
        assertThat(DurationUnit.named(null)).isEmpty();
        assertThat(DurationUnit.named("HOURS")).contains(DurationUnit.HOURS);
    }
}
