package io.gatehouse.web.layout;

import java.util.List;
import java.util.Locale;

/** The color scheme of a realm's pages in a browser. */
public enum ColorScheme {
    LIGHT,
    DARK,
    /** The one of the operating system. */
    SYSTEM;

    static List<ColorScheme> all() {
        return List.of(values());
    }

    /** Returns the scheme of that value, or the system's if there is none. */
    static ColorScheme parse(String value) {
        return all().stream()
                .filter(scheme -> scheme.value().equals(value))
                .findFirst()
                .orElse(SYSTEM);
    }

    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
