package io.gatehouse.web.layout;

import io.gatehouse.kernel.crypto.Digests;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Returns the URLs of the style sheet, scripts and images; each contains a hash of the content, so browsers can cache it.
 */
@ApplicationScoped
@Named("assets")
public class Assets {
    /** The name of the style sheet, which is put together from the files in {@code styles}. */
    static final String STYLE_SHEET = "style.css";

    private static final List<String> STYLES = List.of(
            "tokens",
            "base",
            "layout",
            "form",
            "strength",
            "button",
            "notice",
            "code",
            "choice",
            "console",
            "rows",
            "settings",
            "recovery",
            "timeline",
            "chart");

    private final Map<String, String> versions = new ConcurrentHashMap<>();

    /** Returns the URL of a file in {@code assets}, or of the style sheet. */
    public String url(String file) {
        return "/assets/" + file + "?v=" + version(file);
    }

    /** Returns the style sheet of all pages: the files in {@code styles}, in the order they build on each other. */
    String styleSheet() {
        return STYLES.stream().map(name -> read("styles/" + name + ".css")).collect(Collectors.joining("\n"));
    }

    /** Returns a hash of the file's content, or of the style sheet. */
    String version(String file) {
        // In development, files change while the application runs.
        return LaunchMode.current() == LaunchMode.DEVELOPMENT
                ? digest(file)
                : versions.computeIfAbsent(file, this::digest);
    }

    private String digest(String file) {
        String content = file.equals(STYLE_SHEET) ? styleSheet() : read("META-INF/resources/assets/" + file);
        return Digests.sha256Base64Url(content).substring(0, 10);
    }

    private static String read(String path) {
        try (InputStream contents =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(path)) {
            if (contents == null) {
                throw new IllegalArgumentException("No such asset: " + path);
            }
            return new String(contents.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
