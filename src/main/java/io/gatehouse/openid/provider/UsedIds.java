package io.gatehouse.openid.provider;

import io.gatehouse.kernel.redis.RedisFlowStore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Records the ids of what can be used once (client assertions, DPoP proofs, authorization codes), to detect replay. */
@Singleton
public class UsedIds {
    private final RedisFlowStore store;

    UsedIds(RedisFlowStore store) {
        this.store = store;
    }

    @RegisterForReflection
    record UsedId(String kind) {}

    /** Marks the id as used and returns true, or returns false if it was used before. */
    public boolean use(String kind, String id, Duration lifetime) {
        return store.addIfAbsent(kind + " " + id, new UsedId(kind), lifetime);
    }

    /** Returns whether the id was used. */
    public boolean isUsed(String kind, String id) {
        return store.find(kind + " " + id, UsedId.class).isPresent();
    }
}
