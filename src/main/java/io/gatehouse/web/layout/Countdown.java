package io.gatehouse.web.layout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Time that is left, counted down by the browser from what the server knew: its clock may be wrong, its pace is not. */
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

    /** As {@code 4:32} or {@code 1:00:05}, in every language. */
    public String text() {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** As {@code PT4M32S}, for machines. */
    public String iso() {
        return Duration.ofSeconds(seconds).toString();
    }
}
