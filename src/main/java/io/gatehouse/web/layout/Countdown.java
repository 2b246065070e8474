package io.gatehouse.web.layout;

import io.quarkus.qute.TemplateData;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The remaining time, counted down by the browser from the server's value, since the browser's clock may be wrong. */
@TemplateData
public record Countdown(long seconds) {

    public static Countdown of(Duration left) {
        return new Countdown(Math.max(0, left.plusMillis(999).toSeconds()));
    }

    public static Countdown until(Instant end, Instant now) {
        return of(Duration.ofMillis(ChronoUnit.MILLIS.between(now, end)));
    }

    public boolean over() {
        return seconds == 0;
    }

    /** Returns the time as {@code 4:32} or {@code 1:00:05}, in every language. */
    public String text() {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Returns the time as an ISO 8601 duration such as {@code PT4M32S}. */
    public String iso() {
        return Duration.ofSeconds(seconds).toString();
    }
}
