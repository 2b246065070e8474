package io.gatehouse.delivery.outbox;

import java.time.Duration;

/**
 * Pauses that double up to the longest.
 *
 * @param first pause after the first failure
 * @param longest never exceeded
 */
record BackOff(Duration first, Duration longest) {
    /** Beyond that many doublings every pause is the longest; keeps the arithmetic in bounds. */
    private static final int MAX_DOUBLINGS = 30;

    /** The pause after that many failures, from one. */
    Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
