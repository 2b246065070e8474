package io.gatehouse.startup;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Reads configuration properties before the application has started and validated them. */
public final class StartupSettings {
    private final Config config;

    /** Creates settings that read from the given configuration. */
    public StartupSettings(Config config) {
        this.config = config;
    }

    /** Returns the property without surrounding blanks, or empty if it is not set or blank. */
    public Optional<String> text(String property) {
        return config.getOptionalValue(property, String.class)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Returns the comma-separated values of the property in lower case, none if it is not set or blank. */
    public List<String> list(String property) {
        return text(property).stream()
                .flatMap(text -> Stream.of(text.toLowerCase(Locale.ROOT).split("\\s*,\\s*")))
                .toList();
    }

    /** Returns whether the property is {@code true}. */
    public boolean isTrue(String property) {
        return text(property).filter("true"::equalsIgnoreCase).isPresent();
    }
}
