package io.gatehouse.kernel.redis;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.testing.TestKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of this package without Redis. */
public final class RedisFakes {
    private RedisFakes() {}

    /** Returns a store of pending flows in memory. */
    public static RedisFlowStore flows(Clock clock) {
        return new RedisFlowStore(new InMemoryRedis(clock), TestKeys.any(), new NoTurns(), new Randomness());
    }

    /** Without transactions, each step comes after the other. */
    private static final class NoTurns extends FlowTurns {
        NoTurns() {
            super(null);
        }

        @Override
        void take(String flow) {
            // Taken.
        }
    }

    private static final class InMemoryRedis extends RedisClient {
        private record Entry(String value, Instant expiresAt) {}

        private final Map<String, Entry> entries = new HashMap<>();
        private final Clock clock;

        InMemoryRedis(Clock clock) {
            super(null);
            this.clock = clock;
        }

        @Override
        public Optional<String> get(String key) {
            return find(key).map(Entry::value);
        }

        @Override
        public void set(String key, String value, Duration lifetime) {
            entries.put(key, new Entry(value, clock.instant().plus(lifetime)));
        }

        @Override
        public boolean setIfAbsent(String key, String value, Duration lifetime) {
            boolean absent = find(key).isEmpty();
            if (absent) {
                set(key, value, lifetime);
            }
            return absent;
        }

        @Override
        public void replace(String key, String value) {
            find(key).ifPresent(before -> entries.put(key, new Entry(value, before.expiresAt())));
        }

        @Override
        public boolean delete(List<String> keys) {
            long found = keys.stream().filter(key -> find(key).isPresent()).count();
            keys.forEach(entries::remove);
            return found > 0;
        }

        private Optional<Entry> find(String key) {
            return Optional.ofNullable(entries.get(key))
                    .filter(entry -> clock.instant().isBefore(entry.expiresAt()));
        }
    }
}
