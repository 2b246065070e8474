package io.gatehouse.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountriesTest {
    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "GB, 0151 234, GB",
        "GB, 07400 123456,",
        "DE, 030 123456,",
        "DE, +44 151 234, GB",
        "'', +44 151 234, GB",
        "'', 0151 234,",
        "GB, no number,"
    })
    void a_number_is_too_short_for_its_country_only(String country, String typed, String tooShort) {
        assertThat(Countries.ofTooShort(typed, country)).isEqualTo(Optional.ofNullable(tooShort));
    }

    @Test
    void an_example_is_written_in_both_notations() {
        assertThat(Countries.example("GB")).contains("07400 123456");
        assertThat(Countries.internationalExample("GB")).contains("+44 7400 123456");
        assertThat(Countries.example("")).isEmpty();
    }
}
