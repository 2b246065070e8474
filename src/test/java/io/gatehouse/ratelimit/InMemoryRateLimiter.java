package io.gatehouse.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A rate limiter without Redis. */
public final class InMemoryRateLimiter implements RateLimiter {
    private final Map<String, Deque<Instant>> actions = new HashMap<>();
    private final Clock clock;

    public InMemoryRateLimiter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Duration> tryAcquire(String action, String client, int limit, Duration window) {
        Instant now = clock.instant();
        Deque<Instant> times = actions.computeIfAbsent(action + " " + client, key -> new ArrayDeque<>());
        times.removeIf(time -> !time.plus(window).isAfter(now));
        if (times.size() >= limit) {
            return Optional.of(Duration.between(now, times.peekFirst().plus(window)));
        }
        times.addLast(now);
        return Optional.empty();
    }
}
