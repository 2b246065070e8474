package io.gatehouse.web.layout;

import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.realm.RealmSettings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Returns the URLs of the style sheets, scripts and images; each contains a hash of the content, so browsers can cache it.
 * While instances are updated, one may be asked for content that only another has; what it sends then is not cached.
 */
@ApplicationScoped
@Named("assets")
public class Assets {
    /** The name of the style sheet, which is put together from the files in {@code styles}. */
    static final String STYLE_SHEET = "style.css";

    /** After the requests that cannot be routed were rejected. */
    private static final int PRIORITY = 880;

    private static final Pattern PATH = Pattern.compile("/assets/([a-z0-9.-]+)");

    private static final String COLOR = """
            :root {
              --accent: %1$s;
            }

            @supports (color: light-dark(#000, #fff)) {
              :root {
                --accent: light-dark(%1$s, %2$s);
              }
            }
            """;

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
            "authenticator",
            "console",
            "rows",
            "settings",
            "recovery",
            "timeline",
            "chart");

    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private final Map<String, String> sheets = new ConcurrentHashMap<>();

    void register(@Observes Filters filters) {
        filters.register(this::cache, PRIORITY);
    }

    private void cache(RoutingContext routing) {
        Matcher path = PATH.matcher(routing.normalizedPath());
        if (path.matches()) {
            routing.addHeadersEndHandler(sent -> {
                if (routing.response().getStatusCode() < 400) {
                    String query = routing.request().query();
                    String caching = cacheControl(("v=" + version(path.group(1))).equals(query));
                    routing.response().putHeader(HttpHeaders.CACHE_CONTROL, caching);
                }
            });
        }
        routing.next();
    }

    /** Returns the {@code Cache-Control} of content that was asked for by its current hash, or not. */
    static String cacheControl(boolean current) {
        return current ? "public, max-age=31536000, immutable" : "no-cache";
    }

    /** Returns the URL of a file in {@code assets}, or of the style sheet. */
    public String url(String file) {
        return "/assets/" + file + "?v=" + version(file);
    }

    /** Returns the style sheet of all pages: the files in {@code styles}, in the order they build on each other. */
    String styleSheet() {
        return kept(sheets, STYLE_SHEET, Assets::joined);
    }

    private static String joined(String sheet) {
        return STYLES.stream().map(name -> read("styles/" + name + ".css")).collect(Collectors.joining("\n"));
    }

    /** Returns the style sheet of a realm's pages, which sets its color, so that they need no inline styles. */
    String styleSheet(RealmSettings realm) {
        return styleSheet() + color(realm);
    }

    /** Returns a hash of the style sheet of a realm's pages. */
    String version(RealmSettings realm) {
        return hash(version(STYLE_SHEET) + color(realm));
    }

    private static String color(RealmSettings realm) {
        return AccentColor.parse(realm.accentColor())
                .map(accent ->
                        COLOR.formatted(accent.onLight().hex(), accent.onDark().hex()))
                .orElse("");
    }

    /** Returns a hash of the file's content, or of the style sheet. */
    String version(String file) {
        return kept(versions, file, this::digest);
    }

    /** Returns what is computed from a file, once: only in development, files change while the application runs. */
    private static String kept(Map<String, String> computed, String file, UnaryOperator<String> computation) {
        return LaunchMode.current() == LaunchMode.DEVELOPMENT
                ? computation.apply(file)
                : computed.computeIfAbsent(file, computation);
    }

    private String digest(String file) {
        String content = file.equals(STYLE_SHEET) ? styleSheet() : read("META-INF/resources/assets/" + file);
        return hash(content);
    }

    private static String hash(String content) {
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
