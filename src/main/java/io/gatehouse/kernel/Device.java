package io.gatehouse.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A rough name of the device behind a {@code User-Agent}, in words of our own: nothing the client sent gets through.
 *
 * @param browser the program
 * @param system what it runs on
 */
public record Device(String browser, String system) {
    /**
     * The browsers known here as a regular expression of PostgreSQL's: what it does not match is a program. The index
     * {@code audit_event_of_programs} says the same, to the letter.
     */
    public static final String BROWSER = "(Firefox|FxiOS|Chrome|CriOS|Safari|Edg[a-zA-Z]*|OPR)/";

    /** In this order: the later names claim to be the earlier ones too. */
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

    /** The device, if browser and system are known ones. */
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
