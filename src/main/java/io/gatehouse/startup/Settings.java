package io.gatehouse.startup;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Settings as they were written, readable before they are validated and the application has started. */
public final class Settings {
    private final Config config;

    /** Reads from there. */
    public Settings(Config config) {
        this.config = config;
    }

    /** Returns the setting without surrounding blanks, or empty if it is not set or blank. */
    public Optional<String> text(String property) {
        return config.getOptionalValue(property, String.class)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Returns whether the setting is {@code true}. */
    public boolean isTrue(String property) {
        return text(property).filter("true"::equalsIgnoreCase).isPresent();
    }
}
