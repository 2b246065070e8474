package io.gatehouse.web;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Locale;

/** The pictures of {@code docs/screens}. */
final class Screens {
    private static final Path FOLDER = Path.of("docs", "screens");

    private Screens() {}

    static NewContextOptions options(int width, int height, ColorScheme scheme) {
        return new NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setDeviceScaleFactor(2);
    }

    /** What the pictures of a device and scheme end with. */
    static String suffix(String device, ColorScheme scheme) {
        return "-" + device + "-" + scheme.name().toLowerCase(Locale.ROOT);
    }

    static void shoot(Page page, String name) {
        page.screenshot(
                new ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")).setFullPage(true));
    }
}
