package io.gatehouse.web.layout;

import java.util.Optional;
import java.util.stream.Stream;

/** The accent colors that are offered by name. */
public enum PaletteColor {
    BLUE("#0b5fff"),
    TEAL("#0f766e"),
    GREEN("#15803d"),
    PURPLE("#7c3aed"),
    PINK("#be185d"),
    RED("#b91c1c"),
    ORANGE("#c2410c"),
    GREY("#475569");

    private final String hex;

    PaletteColor(String hex) {
        this.hex = hex;
    }

    /** Returns the color with that {@code #rrggbb}, or empty if none is offered. */
    public static Optional<PaletteColor> of(String hex) {
        return Stream.of(values())
                .filter(color -> color.hex.equalsIgnoreCase(hex))
                .findFirst();
    }

    public String hex() {
        return hex;
    }
}
