package io.gatehouse.openid.grant;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Issues authorization codes: valid for a minute and once, stored encrypted. */
@Singleton
public class AuthorizationCodes {
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final RedisFlowStore store;
    private final Randomness randomness;

    AuthorizationCodes(RedisFlowStore store, Randomness randomness) {
        this.store = store;
        this.randomness = randomness;
    }

    /**
     * What a code is exchanged for.
     *
     * @param redirectUri where the code was sent, as the request named it
     * @param challenge the code challenge by S256 (RFC 7636)
     */
    @RegisterForReflection(registerFullHierarchy = true)
    public record IssuedCode(
            RealmId realm, Authorization authorization, String redirectUri, Optional<String> challenge) {}

    /** Issues a code and returns it. */
    public String issue(IssuedCode code) {
        String value = randomness.secret();
        store.add(value, code, LIFETIME);
        return value;
    }

    /** Consumes the code, or returns empty if it is not valid; of parallel uses one gets it. */
    Optional<IssuedCode> consume(String value) {
        return store.find(value, IssuedCode.class).filter(found -> store.remove(value, IssuedCode.class));
    }
}
