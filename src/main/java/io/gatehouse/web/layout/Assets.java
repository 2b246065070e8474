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
import java.util.stream.Stream;

/**
 * Returns the URLs of style sheets, scripts and images; each contains a hash of the content, so browsers can cache it.
 */
@ApplicationScoped
@Named("assets")
public class Assets {
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
            "recovery",
            "timeline",
            "chart");

    private final Map<String, String> versions = new ConcurrentHashMap<>();

    /** Returns the URL of a file in {@code assets}. */
    public String url(String file) {
        return "/assets/" + file + "?v=" + version(file);
    }

    /** Returns the URLs of every page's style sheets, in the order they build on each other. */
    Stream<String> styleSheets() {
        return STYLES.stream().map(name -> url(name + ".css"));
    }

    private String version(String file) {
        // In development, files change while the application runs.
        return LaunchMode.current() == LaunchMode.DEVELOPMENT
                ? digest(file)
                : versions.computeIfAbsent(file, Assets::digest);
    }

    private static String digest(String file) {
        String path = "META-INF/resources/assets/" + file;
        try (InputStream contents =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(path)) {
            if (contents == null) {
                throw new IllegalArgumentException("No such asset: " + file);
            }
            return Digests.sha256Base64Url(new String(contents.readAllBytes(), StandardCharsets.UTF_8))
                    .substring(0, 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
