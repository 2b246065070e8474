package io.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestSyntaxTest {

    @Test
    void keeps_cookies_whose_name_is_a_token_and_sent_once() {
        assertThat(RequestSyntax.unambiguousCookies(List.of("a=1; __Host-b=2=3", "c=4")))
                .isEqualTo("a=1; __Host-b=2=3; c=4");
    }

    @Test
    void removes_a_name_that_begins_with_another_character() {
        assertThat(RequestSyntax.unambiguousCookies(List.of(",__Host-b=1; \t__Host-b=2; \u000b__Host-b=3; __Host-b=4")))
                .isEqualTo("__Host-b=4");
        assertThat(RequestSyntax.unambiguousCookies(List.of(", __Host-b=1"))).isEmpty();
    }

    @Test
    void removes_a_name_that_was_sent_twice() {
        assertThat(RequestSyntax.unambiguousCookies(List.of("__Host-b=1; a=2", "__Host-b=3")))
                .isEqualTo("a=2");
    }
}
