package io.gatehouse.startup;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Reads configuration properties before they are validated and the application has started. */
public final class Settings {
    private final Config config;

    /** Creates settings that read from the given configuration. */
    public Settings(Config config) {
        this.config = config;
    }

    /** Returns the property without surrounding blanks, or empty if it is not set or blank. */
    public Optional<String> text(String property) {
        return config.getOptionalValue(property, String.class)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Returns whether the property is {@code true}. */
    public boolean isTrue(String property) {
        return text(property).filter("true"::equalsIgnoreCase).isPresent();
    }
}
