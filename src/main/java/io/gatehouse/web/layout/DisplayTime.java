package io.gatehouse.web.layout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A time, as ISO 8601 for the script that shows it in the browser's time zone, and as text in UTC without scripts. */
public record DisplayTime(String iso, String text) {
    public static DisplayTime of(Instant instant, Locale language) {
        var format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language)
                .withZone(ZoneOffset.UTC);
        return new DisplayTime(instant.truncatedTo(ChronoUnit.SECONDS).toString(), format.format(instant) + " UTC");
    }
}
