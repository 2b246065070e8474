package io.gatehouse.openid.provider;

import io.gatehouse.kernel.redis.RedisFlowStore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Remembers the ids of what may be used once, such as assertions and proofs, for as long as they are valid. */
@Singleton
public class SpentIds {
    private final RedisFlowStore store;

    SpentIds(RedisFlowStore store) {
        this.store = store;
    }

    @RegisterForReflection
    record SpentId(String kind) {}

    /** Marks the id as used and returns true, or returns false if it was used before. */
    public boolean spend(String kind, String id, Duration lifetime) {
        return store.addIfAbsent(kind + " " + id, new SpentId(kind), lifetime);
    }

    /** Returns whether the id was used. */
    public boolean isSpent(String kind, String id) {
        return store.find(kind + " " + id, SpentId.class).isPresent();
    }
}
