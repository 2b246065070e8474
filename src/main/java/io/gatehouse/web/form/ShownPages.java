package io.gatehouse.web.form;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.ratelimit.RateLimiter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps each page that answers a post until the browser has been redirected to it, which shows it once. */
@ApplicationScoped
class ShownPages {
    /** The time for the browser to follow the redirect. */
    static final Duration LIFETIME = Duration.ofSeconds(30);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Limits how much of Redis a client without an account can fill. */
    private static final int PER_MINUTE = 120;

    private final RedisFlowStore store;
    private final Randomness randomness;
    private final RateLimiter limiter;

    ShownPages(RedisFlowStore store, Randomness randomness, RateLimiter limiter) {
        this.store = store;
        this.randomness = randomness;
        this.limiter = limiter;
    }

    /**
     * A rendered page.
     *
     * @param address path and query at which it is shown
     */
    @RegisterForReflection
    record ShownPage(String address, int status, Map<String, List<String>> headers, String html) {
        /** Omits the content, which may be secret. */
        @Override
        public String toString() {
            return "ShownPage[" + status + "]";
        }
    }

    /** Keeps the page and returns its id, 256 bits; empty if the client has had too many kept. */
    Optional<String> keep(ShownPage page, Requester requester) {
        if (limiter.tryAcquire("shown-page", requester.source(), PER_MINUTE, MINUTE)
                .isPresent()) {
            return Optional.empty();
        }
        String id = randomness.secret();
        store.add(id, page, LIFETIME);
        return Optional.of(id);
    }

    /** Returns and removes the page of that id, or returns empty if there is none for that address. */
    Optional<ShownPage> take(String id, String address) {
        Optional<ShownPage> page =
                store.find(id, ShownPage.class).filter(kept -> kept.address().equals(address));
        page.ifPresent(shown -> store.remove(id, ShownPage.class));
        return page;
    }
}
