package io.gatehouse.kernel.redis;

import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Stores in Redis what a request leaves to the next ones, such as pending flows: the key contains a digest of the secret
 * id, the content is encrypted.
 */
@Singleton
public class RedisFlowStore {
    /** The maximum time from the first step of a flow to its last. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final Logger LOG = Logger.getLogger(RedisFlowStore.class);

    private final RedisClient redis;
    private final SecretKeys keys;
    private final FlowTurns turns;
    private final Randomness randomness;

    RedisFlowStore(RedisClient redis, SecretKeys keys, FlowTurns turns, Randomness randomness) {
        this.redis = redis;
        this.keys = keys;
        this.turns = turns;
        this.randomness = randomness;
    }

    /** Stores a new flow under the id, for {@link #LIFETIME}. */
    public void add(String id, Object flow) {
        add(id, flow, LIFETIME);
    }

    /** Stores a value under the id, for that time. */
    public void add(String id, Object value, Duration lifetime) {
        String key = key(id, value.getClass());
        redis.set(key, seal(key, value), lifetime);
    }

    /** Stores a value for that time under a new secret id, and returns the id. */
    public String addUnderNewId(Object value, Duration lifetime) {
        String id = randomness.secret();
        add(id, value, lifetime);
        return id;
    }

    /** Stores a value under the id, for that time, unless there is one of the kind; returns whether it was stored. */
    public boolean addIfAbsent(String id, Object value, Duration lifetime) {
        String key = key(id, value.getClass());
        return redis.setIfAbsent(key, seal(key, value), lifetime);
    }

    /**
     * Returns the flow for its next step, or empty if there is none. Other steps on this node wait until the current
     * transaction ends; it must not have used the database yet.
     *
     * @throws io.gatehouse.kernel.ThrottledException if too many steps of the flow wait
     */
    public <T> Optional<T> resume(String id, Class<T> kind) {
        turns.take(key(id, kind));
        return find(id, kind);
    }

    /** Returns the flow of that id and kind, or empty if there is none that this version can continue. */
    public <T> Optional<T> find(String id, Class<T> kind) {
        String key = key(id, kind);
        return redis.get(key).flatMap(stored -> open(key, stored, kind));
    }

    /** Replaces an existing flow without extending its lifetime. */
    public void replace(String id, Object flow) {
        String key = key(id, flow.getClass());
        redis.replace(key, seal(key, flow));
    }

    /** Deletes the flow, and returns whether there was one: of parallel calls, one returns true. */
    public boolean remove(String id, Class<?> kind) {
        return redis.delete(List.of(key(id, kind)));
    }

    private String seal(String key, Object flow) {
        return Base64.getEncoder().encodeToString(keys.sealJson(KeyPurpose.PENDING, flow, key));
    }

    private <T> Optional<T> open(String key, String stored, Class<T> kind) {
        byte[] sealed = Base64.getDecoder().decode(stored);
        try {
            return Optional.of(keys.openJson(KeyPurpose.PENDING, sealed, key, kind));
        } catch (IllegalStateException e) {
            LOG.warnf("flow.unreadable: %s, as a newer version may write it", kind.getSimpleName());
            return Optional.empty();
        }
    }

    /** Returns the hash tag of all keys of the flow, which places them in one slot of a Redis Cluster. */
    public static String hashTag(String id) {
        return "{" + Digests.sha256Base64Url(id) + "}";
    }

    private static String key(String id, Class<?> kind) {
        return "gatehouse:flow:" + kind.getSimpleName() + ":" + hashTag(id);
    }
}
