package io.gatehouse.openid.authorization;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.ratelimit.RateLimiter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps authorization requests, encrypted: those that clients have pushed, and those that wait for the administrator. */
@ApplicationScoped
class PendingAuthorizations {
    /** Of pushed requests. */
    static final Duration PUSHED_LIFETIME = Duration.ofSeconds(90);

    /** Longer than a sign-in or a reset may take, even if it is begun again. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    /** Of the {@code request_uri} of pushed requests (RFC 9126, section 2.2). */
    private static final String REQUEST_URI_PREFIX = "urn:ietf:params:oauth:request_uri:";

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Limits how much of Redis a client without an account can fill. */
    private static final int PER_MINUTE = 120;

    /** A confidential client's requests all come from one address. */
    private static final int PUSHED_PER_MINUTE = 600;

    /** The characters of a request that are kept. */
    static final int MAX_LENGTH = 8192;

    private final RedisFlowStore store;
    private final RateLimiter limiter;
    private final Clock clock;

    PendingAuthorizations(RedisFlowStore store, RateLimiter limiter, Clock clock) {
        this.store = store;
        this.limiter = limiter;
        this.clock = clock;
    }

    /** A request as it was received, at that time. */
    @RegisterForReflection(registerFullHierarchy = true)
    record PendingAuthorization(RealmId realm, Map<String, List<String>> parameters, Instant receivedAt) {}

    /** A request that a client has pushed. */
    @RegisterForReflection(registerFullHierarchy = true)
    record PushedAuthorization(UUID client, Map<String, List<String>> parameters) {}

    /**
     * Keeps the request and returns its id.
     *
     * @throws ThrottledException if the requester has too many kept
     */
    String add(PendingAuthorization pending, Requester requester) {
        limiter.acquire("authorization", requester.source(), PER_MINUTE, MINUTE);
        return store.addUnderNewId(pending, LIFETIME);
    }

    /** Returns the realm's request of that id, or empty if there is none. */
    Optional<PendingAuthorization> find(RealmId realm, String id) {
        return store.find(id, PendingAuthorization.class)
                .filter(pending -> pending.realm().equals(realm));
    }

    /** Removes the request and returns true, or returns false if it is gone: of parallel calls, one returns true. */
    boolean remove(String id) {
        return store.remove(id, PendingAuthorization.class);
    }

    /**
     * Keeps a pushed request and returns its {@code request_uri}.
     *
     * @throws ThrottledException if the requester has too many kept
     */
    String push(UUID client, Map<String, List<String>> parameters, Requester requester) {
        limiter.acquire("pushed-authorization-" + client, requester.source(), PUSHED_PER_MINUTE, MINUTE);
        return REQUEST_URI_PREFIX + store.addUnderNewId(new PushedAuthorization(client, parameters), PUSHED_LIFETIME);
    }

    /** Removes the request that the client has pushed and returns it, or returns empty if there is none. */
    Optional<Map<String, List<String>>> takePushed(UUID client, String requestUri) {
        String id = requestUri.substring(REQUEST_URI_PREFIX.length());
        return store.find(id, PushedAuthorization.class)
                .filter(pushed -> pushed.client().equals(client))
                .filter(pushed -> store.remove(id, PushedAuthorization.class))
                .map(PushedAuthorization::parameters);
    }

    /** Returns whether it is the {@code request_uri} of a pushed request. */
    static boolean isPushed(String requestUri) {
        return requestUri.startsWith(REQUEST_URI_PREFIX);
    }

    /** Returns the time as the database stores it, so that it is not after what follows. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
