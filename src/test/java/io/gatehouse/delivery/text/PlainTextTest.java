package io.gatehouse.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"Acme", "Müller & Söhne (Köln)", "東京上下", "Acme R/D, v2.0", "O'Hara", "Acme Inc."})
    void does_not_change_names(String name) {
        assertThat(PlainText.neutralise(name, 60)).isEqualTo(name);
    }

    @Test
    void keeps_to_one_line() {
        assertThat(PlainText.neutralise(" a\r\nb\u2028c\u0085d\u000Be\tf\u0000g ", 60))
                .isEqualTo("a b c d e f g");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A\u202Ecme",
                "A\u2066cme\u2069",
                "A\u200Bcm\u200De",
                "A\uFEFFcme",
                "A\u00ADcme",
                "A\u034Fcme",
                "A\u3164cme",
                "Acme\uFE0F",
                "A\uD800cme",
                "\uDB40\uDC41Acme"
            })
    void removes_invisible_and_bidirectional_characters(String name) {
        assertThat(PlainText.neutralise(name, 60)).isEqualTo("Acme");
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/x?y, 'https: /evil example/x?y'",
        "www.evil.example, www evil example",
        "evil\u3002example, evil example",
        "evil\uFF0Eexample, evil example",
        "evil\uFF61example, evil example",
        "evil\uFE52example, evil example",
        "evil.\u200Bexample, evil example",
        "evil<>.example, evil example",
        "me@evil.example, me at evil example",
        "me\uFF20evil, me at evil",
        "mailto:me, 'mailto: me'",
        "javascript\uFF1Aalert(1), 'javascript: alert(1)'",
        "//evil, /evil",
        "<a href=x>Acme</a>, a href=xAcme/a",
        "[Acme](x), Acme(x)",
        "{config:all}, 'config: all'",
    })
    void neutralises_links_and_markup(String name, String harmless) {
        assertThat(PlainText.neutralise(name, 60)).isEqualTo(harmless);
    }

    @Test
    void cuts_by_code_points() {
        assertThat(PlainText.neutralise("𝒳".repeat(3) + "😀".repeat(100), 10)).isEqualTo("XXX" + "😀".repeat(6) + "…");
    }
}
