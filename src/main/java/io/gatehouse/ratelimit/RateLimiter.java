package io.gatehouse.ratelimit;

import java.time.Duration;
import java.util.Optional;

/** So many within a time, short enough to be forgotten without harm; whatever must last is counted in PostgreSQL. */
public interface RateLimiter {

    /**
     * Admits one more, or says how long to wait.
     *
     * @param what the thing limited
     * @param who whose doing is counted; stored as a keyed hash
     * @param limit how many within the window
     * @param window at most 15 minutes
     */
    Optional<Duration> admit(String what, String who, int limit, Duration window);
}
