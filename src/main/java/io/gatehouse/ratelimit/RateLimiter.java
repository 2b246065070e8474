package io.gatehouse.ratelimit;

import io.gatehouse.kernel.ThrottledException;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits the rate of actions within windows so short that a loss of the counts is harmless; lasting counts are kept in
 * PostgreSQL.
 */
public interface RateLimiter {

    /**
     * Counts an action and returns empty, or returns the remaining wait if the limit is reached.
     *
     * @param action the kind of action
     * @param client the client or account whose actions are counted; stored as a keyed hash
     * @param limit the number of actions per window
     * @param window at most an hour
     */
    Optional<Duration> tryAcquire(String action, String client, int limit, Duration window);

    /**
     * Counts an action, as {@link #tryAcquire} does.
     *
     * @throws ThrottledException if the limit is reached
     */
    default void acquire(String action, String client, int limit, Duration window) {
        tryAcquire(action, client, limit, window).ifPresent(wait -> {
            throw new ThrottledException(wait);
        });
    }
}
