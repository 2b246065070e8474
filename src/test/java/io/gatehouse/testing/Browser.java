package io.gatehouse.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless Chromium of this machine; each test class opens its own, each page has its own cookies. */
public final class Browser implements AutoCloseable {

    private static final String BASE_URL = "http://localhost:8081";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** How long assertions wait: as long as Playwright waits for an element to act on. */
    private static final int PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Browser(Path chromium) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(chromium).setArgs(FLAGS));
    }

    /** Starts the browser; {@link BrowserTest} has made sure that there is one. */
    public static Browser open() {
        return new Browser(find().orElseThrow());
    }

    /** Opens an empty page in a fresh context, as a person on a new computer has it; paths are relative to the application. */
    public Page newPage() {
        return newContext(new com.microsoft.playwright.Browser.NewContextOptions())
                .newPage();
    }

    /** Opens a fresh context, for tests that set a viewport, a locale or storage. */
    public BrowserContext newContext(com.microsoft.playwright.Browser.NewContextOptions options) {
        return browser.newContext(options.baseURL == null ? options.setBaseURL(BASE_URL) : options);
    }

    @Override
    public void close() {
        playwright.close();
    }

    static Optional<Path> find() {
        String configured = System.getenv("GATEHOUSE_CHROMIUM");
        if (configured != null && !configured.isBlank()) {
            return Optional.of(Path.of(configured)).filter(Files::isExecutable);
        }
        return NAMES.stream().flatMap(Browser::onPath).findFirst();
    }

    private static Stream<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }
}
