package io.gatehouse.ratelimit;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits how often something is done within a time so short that losing the count does no harm; what must last is counted in
 * PostgreSQL.
 */
public interface RateLimiter {

    /**
     * Counts one more unless the limit is reached, and returns how long to wait; empty if it was counted.
     *
     * @param what the kind of action that is limited
     * @param who the client or account whose actions are counted; stored as a keyed hash
     * @param limit how many within the window
     * @param window at most 15 minutes
     */
    Optional<Duration> tryAcquire(String what, String who, int limit, Duration window);
}
