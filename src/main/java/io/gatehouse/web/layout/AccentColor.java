package io.gatehouse.web.layout;

import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;

/** A realm's accent color, adjusted towards black or white until its contrast suffices (WCAG 2.2, 1.4.3). */
record AccentColor(int red, int green, int blue) {
    /** The backgrounds of {@code tokens.css} to which accent colors have the least contrast. */
    static final AccentColor LIGHT_GROUND = new AccentColor(0xf5, 0xf6, 0xf8);

    static final AccentColor DARK_GROUND = new AccentColor(0x1a, 0x1d, 0x23);

    private static final AccentColor BLACK = new AccentColor(0, 0, 0);
    private static final AccentColor WHITE = new AccentColor(255, 255, 255);
    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final double READABLE = 4.5;
    private static final double STEP = 0.02;

    /** Returns the color of a {@code #rrggbb}, or empty if the text is malformed. */
    static Optional<AccentColor> parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            return Optional.empty();
        }
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return Optional.of(new AccentColor(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
    }

    /** Returns the nearest color with enough contrast to the light background and to white text on it. */
    AccentColor onLight() {
        return readable(LIGHT_GROUND, BLACK);
    }

    /** Returns the nearest color with enough contrast to the dark background and to dark text on it. */
    AccentColor onDark() {
        return readable(DARK_GROUND, WHITE);
    }

    /** Returns the contrast ratio of WCAG 2.2, from 1 to 21. */
    double contrast(AccentColor other) {
        double own = luminance();
        double others = other.luminance();
        return (Math.max(own, others) + 0.05) / (Math.min(own, others) + 0.05);
    }

    /** Returns the color as {@code #rrggbb}. */
    String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }

    private AccentColor readable(AccentColor ground, AccentColor towards) {
        AccentColor shade = this;
        for (double share = STEP; shade.contrast(ground) < READABLE; share += STEP) {
            shade = mix(towards, Math.min(share, 1));
        }
        return shade;
    }

    private AccentColor mix(AccentColor other, double share) {
        return new AccentColor(
                mix(red, other.red, share), mix(green, other.green, share), mix(blue, other.blue, share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    private double luminance() {
        DoubleUnaryOperator linear = c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        return 0.2126 * linear.applyAsDouble(red / 255.0)
                + 0.7152 * linear.applyAsDouble(green / 255.0)
                + 0.0722 * linear.applyAsDouble(blue / 255.0);
    }
}
