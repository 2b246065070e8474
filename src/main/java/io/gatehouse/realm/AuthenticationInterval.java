package io.gatehouse.realm;

import java.time.Duration;

/** The time for which a trusted browser replaces the code. */
public enum AuthenticationInterval {
    /** Every sign-in requires a code; browsers are not trusted. */
    ALWAYS(Duration.ZERO),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30));

    private final Duration duration;

    AuthenticationInterval(Duration duration) {
        this.duration = duration;
    }

    /** Returns the duration, zero for {@link #ALWAYS}. */
    public Duration duration() {
        return duration;
    }
}
