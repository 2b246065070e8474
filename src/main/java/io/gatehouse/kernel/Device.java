package io.gatehouse.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A browser and operating system derived from a {@code User-Agent}, in names of our own, so that no text of the client
 * is shown.
 *
 * @param browser the browser's name
 * @param system the operating system's name
 */
public record Device(String browser, String system) {
    /**
     * A PostgreSQL regular expression that matches the known browsers; all other user agents count as programs. The
     * index {@code audit_event_of_programs} contains the same text.
     */
    public static final String BROWSER = "(Firefox|FxiOS|Chrome|CriOS|Safari|Edg[a-zA-Z]*|OPR)/";

    /** Ordered, since browsers also name those that follow them here. */
    private static final Map<String, String> BROWSERS = ordered(
            "Edg/", "Edge",
            "EdgA/", "Edge",
            "EdgiOS/", "Edge",
            "OPR/", "Opera",
            "SamsungBrowser/", "Samsung Internet",
            "Vivaldi/", "Vivaldi",
            "FxiOS/", "Firefox",
            "Firefox/", "Firefox",
            "CriOS/", "Chrome",
            "Chrome/", "Chrome",
            "Safari/", "Safari");

    private static final Map<String, String> SYSTEMS = ordered(
            "Android", "Android",
            "iPhone", "iPhone",
            "iPad", "iPad",
            "CrOS", "ChromeOS",
            "Windows", "Windows",
            "Mac OS X", "macOS",
            "Linux", "Linux");

    /** Returns the device, or empty unless both browser and system are known. */
    public static Optional<Device> of(String userAgent) {
        return first(BROWSERS, userAgent)
                .flatMap(browser -> first(SYSTEMS, userAgent).map(system -> new Device(browser, system)));
    }

    private static Optional<String> first(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
