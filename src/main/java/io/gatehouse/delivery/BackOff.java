package io.gatehouse.delivery;

import java.time.Duration;

/**
 * Exponential back-off: pauses that double up to the longest.
 *
 * @param first pause after the first failure
 * @param longest upper bound
 */
public record BackOff(Duration first, Duration longest) {
    /** Keeps the multiplication from overflowing. */
    private static final int MAX_DOUBLINGS = 30;

    /** Returns the pause after that many failures, at least one. */
    public Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
