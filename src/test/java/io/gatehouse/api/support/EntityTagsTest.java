package io.gatehouse.api.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "W/\"3\"", "\"2\", \"3\"", "W/\"2\",W/\"3\"", "*"})
    void match_the_version_read_even_if_a_proxy_that_compresses_has_weakened_them(String condition) {
        assertThat(EntityTags.required(condition)).accepts(3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"2\"", "3", "w/\"3\"", "W/W/\"3\"", "W/", ""})
    void match_no_other_version_or_form(String condition) {
        assertThat(EntityTags.required(condition)).rejects(3L);
    }

    @Test
    void are_required() {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> EntityTags.required(null));
    }
}
