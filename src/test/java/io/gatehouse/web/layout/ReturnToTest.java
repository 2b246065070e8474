package io.gatehouse.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnToTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/realms/demo/console",
                "/realms/demo/console/",
                "/realms/demo/console?tab=audit&after=2026-01-01T00:00:00Z",
                "/realms/demo/console?next=/elsewhere&q=%2F%2Fevil.example",
                "/portal/caf%C3%A9/a%20b",
                "/portal/@me:1",
                "/portal/v1.2/...",
                "/a//b",
                "/a///b//",
                "/a//evil.example",
                "/a/%2Fevil.example",
                "/reports/50%25",
                "/reports/a%2Fb%2fc",
                "/a%252Fb",
                "/[a]/{b}/c|d^e`f",
                "/a?filter[0]={'x':1}",
                "/a?x=[]{}|^`&y=50%25",
                "/file%2Epdf",
            })
    void takes_local_pages_as_they_are(String page) {
        assertThat(ReturnTo.parse(page))
                .hasValueSatisfying(found -> assertThat(found.value()).isEqualTo(page));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "realms/demo/console",
                "//evil.example",
                "///evil.example",
                "////evil.example",
                "/\\evil.example",
                "\\/evil.example",
                "\\\\evil.example",
                "/realms\\..\\evil",
                "https:evil.example",
                "https://evil.example",
                "https:/\\evil.example",
                "http://localhost:8081/realms/demo/console",
                "HTTPS://evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "?return_to=//evil.example",
                "@evil.example",
                ":80",
                ".evil.example",
                "%2F%2Fevil.example",
                "%2f/evil.example",
                "/%2Fevil.example",
                "/%2fevil.example",
                "/%5Cevil.example",
                "/%5cevil.example",
                "/%252Fevil.example",
                "/%25252fevil.example",
                "/%255Cevil.example",
                "/%2F%2Fevil.example",
                "/[\\evil.example",
                "/a\\..\\..\\evil.example",
                "/a%2F..%2F..%2Fevil.example",
                "/a/..%2f/evil.example",
                "/a/.%2E/evil.example",
                "/a%2F%2e%2E",
                "/%09/evil.example",
                "/%0D%0ALocation:%20https://evil.example",
                "/%00",
                "/%7f",
                "/%2e%2e/evil",
                "/%2E/evil",
                "/../evil.example",
                "/./evil",
                "/a/..",
                "/a/.",
                "/a?x=%0d%0a",
                "/a?x=%00",
                "/a?x=%",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a#fragment",
                "/a?x#//evil.example",
                "/a b",
                "/a\"b",
                "/<script>",
                "/a\tb",
                "/\t/evil.example",
                "/a\r\nLocation: https://evil.example",
                "/a\u0000",
                "/\u2028/evil.example",
                "/\u3002evil.example",
                "/\uff0fevil.example",
                "/caf\u00e9",
                " /realms/demo/console",
                "/realms/demo/console ",
                "\u0001/evil.example",
            })
    void ignores_everything_else(String page) {
        assertThat(ReturnTo.parse(page)).isEmpty();
    }

    @Test
    void rejects_empty_and_too_long_texts() {
        assertThat(ReturnTo.parse(null)).isEmpty();
        assertThat(ReturnTo.parse("/" + "a".repeat(4096))).isEmpty();
        assertThat(ReturnTo.parse("/" + "a".repeat(4095))).isPresent();
    }

    @Test
    void parses_hostile_input_in_linear_time() {
        String hostile = "/" + "a/".repeat(2000) + "!!\u0000";

        assertThat(ReturnTo.parse(hostile)).isEmpty();
    }
}
