package io.gatehouse.web.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccentColorTest {
    private static final AccentColor WHITE = new AccentColor(255, 255, 255);
    private static final AccentColor BLACK = new AccentColor(0, 0, 0);

    @ParameterizedTest
    @ValueSource(strings = {"#0b5fff", "#ffff00", "#ffffff", "#000000", "#808080", "#FF0000", "#00ff7f", "#1a1d23"})
    void has_contrast_to_both_backgrounds_and_to_its_text(String hex) {
        AccentColor accent = AccentColor.parse(hex).orElseThrow();

        assertThat(accent.onLight().contrast(AccentColor.LIGHT_GROUND)).isGreaterThanOrEqualTo(4.5);
        assertThat(accent.onLight().contrast(WHITE)).isGreaterThanOrEqualTo(4.5);
        assertThat(accent.onDark().contrast(AccentColor.DARK_GROUND)).isGreaterThanOrEqualTo(4.5);
        assertThat(accent.onDark().contrast(token("--on-accent", 1))).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void keeps_a_color_with_enough_contrast() {
        assertThat(AccentColor.parse("#0b5fff").orElseThrow().onLight().hex()).isEqualTo("#0b5fff");
    }

    @Test
    void measures_contrast_as_wcag_does() {
        assertThat(BLACK.contrast(WHITE)).isCloseTo(21, within(0.01));
        assertThat(new AccentColor(0x76, 0x76, 0x76).contrast(WHITE)).isCloseTo(4.54, within(0.01));
    }

    @Test
    void uses_the_backgrounds_of_the_style_sheet() {
        assertThat(token("--ground", 0)).isEqualTo(AccentColor.LIGHT_GROUND);
        assertThat(token("--surface", 1)).isEqualTo(AccentColor.DARK_GROUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "blue", "#fff", "#0b5fff;}", "#0b5fgf", " #0b5fff"})
    void parses_hex_colors_only(String hex) {
        assertThat(AccentColor.parse(hex)).isEmpty();
    }

    /** Returns the light or dark color of a token. */
    private static AccentColor token(String name, int which) {
        try (InputStream file = AccentColorTest.class.getResourceAsStream("/styles/tokens.css")) {
            String css = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            String pair = css.replaceAll("(?s).*" + name + ": light-dark\\(([^)]*)\\).*", "$1");
            return AccentColor.parse(pair.split(", ")[which]).orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
