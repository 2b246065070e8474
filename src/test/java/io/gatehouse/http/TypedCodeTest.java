package io.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"482139", " 482139\n", "482 139", "482-139", "4 8 2 1 3 9", "482\u00a0139", "482\u2013139"})
    void is_read_despite_separators_between_the_digits(String typed) {
        assertThat(TypedCode.digits(typed, 6)).hasValue("482139");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "48213", "4821390", "48213a", "\u0664\u0668\u0662\u0661\u0663\u0669", "482139\u0000"})
    void is_empty_unless_it_has_the_right_number_of_ascii_digits(String typed) {
        assertThat(TypedCode.digits(typed, 6)).isEmpty();
    }
}
