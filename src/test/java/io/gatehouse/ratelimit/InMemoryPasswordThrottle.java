package io.gatehouse.ratelimit;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A throttle without Redis: after five wrong passwords for an account from a network it waits for a minute. */
public final class InMemoryPasswordThrottle implements PasswordThrottle {
    private static final int LIMIT = 5;
    private static final Duration WAIT = Duration.ofMinutes(1);

    private record Key(RealmId realm, String email, String source) {}

    private final Map<Key, Integer> wrong = new HashMap<>();
    private final Map<Key, Instant> last = new HashMap<>();
    private final Clock clock;

    public InMemoryPasswordThrottle(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Duration> tryAcquire(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        Key key = key(realm, email, trusted, requester);
        Optional<Duration> wait = wait(key);
        if (wait.isEmpty()) {
            wrong.merge(key, 1, Integer::sum);
            last.put(key, clock.instant());
        }
        return wait;
    }

    @Override
    public void recordSuccess(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        wrong.remove(key(realm, email, trusted, requester));
    }

    @Override
    public void reset(RealmId realm, String email) {
        wrong.keySet().removeIf(key -> key.realm().equals(realm) && key.email().equals(email));
    }

    @Override
    public Optional<Duration> recordFailure(
            RealmId realm, String email, Optional<String> trusted, Requester requester) {
        return wait(key(realm, email, trusted, requester));
    }

    private Optional<Duration> wait(Key key) {
        return wrong.getOrDefault(key, 0) < LIMIT
                ? Optional.empty()
                : Optional.of(Duration.between(clock.instant(), last.get(key).plus(WAIT)))
                        .filter(wait -> !wait.isNegative() && !wait.isZero());
    }

    private static Key key(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        return new Key(realm, email, trusted.orElse(requester.network()));
    }
}
