package io.gatehouse.web.layout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A time: for machines, who show it in the reader's own zone, and in UTC until they do. */
public record DisplayTime(String iso, String text) {
    public static DisplayTime of(Instant instant, Locale language) {
        var format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language)
                .withZone(ZoneOffset.UTC);
        return new DisplayTime(instant.truncatedTo(ChronoUnit.SECONDS).toString(), format.format(instant) + " UTC");
    }
}
