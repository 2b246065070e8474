package io.gatehouse.kernel.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Stores pending flows in Redis: the key contains a digest of the flow's secret id, the content is encrypted. */
@Singleton
public class RedisFlowStore {
    /** The maximum time from the first step of a flow to its last. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .build();

    private final RedisClient redis;
    private final SecretKeys keys;

    RedisFlowStore(RedisClient redis, SecretKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Stores a new flow under the id, for {@link #LIFETIME}. */
    public void add(String id, Object flow) {
        String key = key(id, flow.getClass());
        redis.set(key, seal(key, flow), LIFETIME);
    }

    /** Returns the flow of that id and kind, or empty if there is none. */
    public <T> Optional<T> find(String id, Class<T> kind) {
        String key = key(id, kind);
        return redis.get(key).map(stored -> open(key, stored, kind));
    }

    /** Replaces an existing flow without extending its lifetime. */
    public void replace(String id, Object flow) {
        String key = key(id, flow.getClass());
        redis.replace(key, seal(key, flow));
    }

    /** Deletes the flow. */
    public void remove(String id, Class<?> kind) {
        redis.delete(key(id, kind));
    }

    private String seal(String key, Object flow) {
        try {
            return Base64.getEncoder().encodeToString(keys.seal(KeyPurpose.PENDING, JSON.writeValueAsBytes(flow), key));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T open(String key, String stored, Class<T> kind) {
        try {
            return JSON.readValue(
                    keys.open(KeyPurpose.PENDING, Base64.getDecoder().decode(stored), key), kind);
        } catch (IOException e) {
            throw new IllegalStateException("A pending flow cannot be read", e);
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
