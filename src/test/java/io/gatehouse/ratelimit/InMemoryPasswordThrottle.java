package io.gatehouse.ratelimit;

import io.gatehouse.kernel.id.RealmId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A throttle without Redis: after five wrong passwords for an account from a network it waits for a minute, and from the
 * hundredth in a row on, recorded or under way, it refuses clients that are not recognised.
 */
final class InMemoryPasswordThrottle implements PasswordThrottle {
    private static final int LIMIT = 5;
    private static final int IN_A_ROW = 100;
    private static final Duration WAIT = Duration.ofMinutes(1);

    private record Key(RealmId realm, String email, String source) {}

    private final Map<Key, Integer> wrong = new HashMap<>();
    private final Map<Key, Instant> last = new HashMap<>();
    private final Map<Key, Integer> underWay = new HashMap<>();
    private final Clock clock;

    InMemoryPasswordThrottle(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Wait> tryAcquire(Counted attempt) {
        if (attempt.recognized().isEmpty()
                && attempt.failures() + underWay.getOrDefault(account(attempt), 0) >= IN_A_ROW) {
            return Optional.of(new Wait(Duration.ZERO, true));
        }
        Key key = key(attempt);
        Optional<Duration> wait = wait(key);
        if (wait.isEmpty()) {
            wrong.merge(key, 1, Integer::sum);
            last.put(key, clock.instant());
            underWay.merge(account(attempt), 1, Integer::sum);
        }
        return wait.map(duration -> new Wait(duration, false));
    }

    @Override
    public void release(Counted attempt) {
        wrong.merge(key(attempt), -1, Integer::sum);
        end(attempt);
    }

    @Override
    public void recordSuccess(Counted attempt) {
        wrong.remove(key(attempt));
        end(attempt);
    }

    @Override
    public void reset(RealmId realm, String email) {
        wrong.keySet().removeIf(key -> key.realm().equals(realm) && key.email().equals(email));
    }

    @Override
    public Optional<Duration> recordFailure(Counted attempt) {
        end(attempt);
        return wait(key(attempt));
    }

    private Optional<Duration> wait(Key key) {
        return wrong.getOrDefault(key, 0) < LIMIT
                ? Optional.empty()
                : Optional.of(Duration.between(clock.instant(), last.get(key).plus(WAIT)))
                        .filter(wait -> !wait.isNegative() && !wait.isZero());
    }

    private void end(Counted attempt) {
        underWay.computeIfPresent(account(attempt), (account, count) -> count > 1 ? count - 1 : null);
    }

    private static Key account(Counted attempt) {
        return new Key(attempt.realm(), attempt.email(), "");
    }

    private static Key key(Counted attempt) {
        return new Key(
                attempt.realm(),
                attempt.email(),
                attempt.recognized().orElse(attempt.requester().network()));
    }
}
