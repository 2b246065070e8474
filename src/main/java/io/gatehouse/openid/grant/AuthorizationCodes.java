package io.gatehouse.openid.grant;

import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.openid.provider.UsedIds;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Issues authorization codes: valid for a minute and once, stored encrypted. */
@Singleton
public class AuthorizationCodes {
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    /** Longer than an exchange can take. */
    private static final Duration MEMORY = LIFETIME.multipliedBy(2);

    private static final String USED = "used-code";
    private static final String REPLAYED = "replayed-code";

    private final RedisFlowStore store;
    private final UsedIds usedIds;

    AuthorizationCodes(RedisFlowStore store, UsedIds usedIds) {
        this.store = store;
        this.usedIds = usedIds;
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
        return store.addUnderNewId(code, LIFETIME);
    }

    /** Returns what the code was issued for, used or not, or empty if there is none. */
    Optional<IssuedCode> find(String value) {
        return store.find(value, IssuedCode.class);
    }

    /** Marks the code as used and returns true; of parallel uses one succeeds. */
    boolean use(String value) {
        return usedIds.use(USED, value, MEMORY);
    }

    /** Marks the code as used twice, and so as one that may have been stolen. */
    void markReplayed(String value) {
        usedIds.use(REPLAYED, value, MEMORY);
    }

    boolean isReplayed(String value) {
        return usedIds.isUsed(REPLAYED, value);
    }
}
