package io.gatehouse.web;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Locale;

/** The device and color scheme of a screenshot in {@code target/screens}. */
enum View {
    PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
    PHONE_DARK(390, 844, ColorScheme.DARK),
    DESKTOP_LIGHT(1280, 900, ColorScheme.LIGHT),
    DESKTOP_DARK(1280, 900, ColorScheme.DARK);

    private static final Path FOLDER = Path.of("target", "screens");

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    View(int width, int height, ColorScheme scheme) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
    }

    NewContextOptions options() {
        return new NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setDeviceScaleFactor(width < 500 ? 2 : 1.5);
    }

    /** Returns the name used in addresses and file names. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void shoot(Page page, String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(FOLDER.resolve(name + "-" + slug() + ".png"))
                .setFullPage(true));
    }
}
