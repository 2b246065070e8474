package io.gatehouse.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gatehouse.platform.Digests;
import io.gatehouse.platform.KeyPurpose;
import io.gatehouse.platform.RedisClient;
import io.gatehouse.platform.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** {@link PendingSignInStore} in Redis: the id digested, the contents encrypted and bound to it. */
@ApplicationScoped
class RedisPendingSignInStore implements PendingSignInStore {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .build();

    private final RedisClient redis;
    private final SecretKeys keys;

    RedisPendingSignInStore(RedisClient redis, SecretKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public void add(String id, PendingSignIn pending) {
        redis.set(key(id), seal(id, pending), LIFETIME);
    }

    @Override
    public Optional<PendingSignIn> find(String id) {
        return redis.get(key(id)).map(stored -> open(id, stored));
    }

    @Override
    public void replace(String id, PendingSignIn pending) {
        redis.replace(key(id), seal(id, pending));
    }

    @Override
    public void remove(String id) {
        redis.delete(key(id));
    }

    private String seal(String id, PendingSignIn pending) {
        try {
            byte[] encrypted = keys.seal(KeyPurpose.PENDING, JSON.writeValueAsBytes(pending), key(id));
            return Base64.getEncoder().encodeToString(encrypted);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private PendingSignIn open(String id, String stored) {
        try {
            byte[] plain = keys.open(KeyPurpose.PENDING, Base64.getDecoder().decode(stored), key(id));
            return JSON.readValue(plain, PendingSignIn.class);
        } catch (IOException e) {
            throw new IllegalStateException("A pending sign-in cannot be read", e);
        }
    }

    private static String key(String id) {
        return "gatehouse:sign-in:" + Digests.sha256Base64Url(id);
    }
}
