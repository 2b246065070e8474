package io.gatehouse.realm;

import java.time.Duration;

/** For how long a trusted browser stands in for the code. */
public enum AuthenticationInterval {
    /** Every sign-in asks for the code; no browser is trusted. */
    ALWAYS(Duration.ZERO),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30));

    private final Duration duration;

    AuthenticationInterval(Duration duration) {
        this.duration = duration;
    }

    /** Zero for {@link #ALWAYS}. */
    public Duration duration() {
        return duration;
    }
}
