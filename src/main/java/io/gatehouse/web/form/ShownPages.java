package io.gatehouse.web.form;

import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RealmCookies.Kind;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.ratelimit.RateLimiter;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps each page that answers a post until the browser has been redirected to it, which shows it once. Each has a cookie
 * of its own, so that tabs do not take each other's, and is shown only in the session that has posted the form. A form that
 * requires a step-up first is kept as filled in, and shown again once the session has stepped up.
 */
@ApplicationScoped
public class ShownPages {
    /** The time for the browser to follow the redirect. */
    static final Duration LIFETIME = Duration.ofSeconds(30);

    /** The time for a step-up before the page. */
    static final Duration STEP_UP_LIFETIME = RedisFlowStore.LIFETIME;

    /** The length of the longest form that is kept for a step-up, in characters. */
    static final int LONGEST_FORM = 256 * 1024;

    /** Limits how much of Redis a session can fill by forms that require a step-up. */
    static final int FORMS_PER_MINUTE = 10;

    /** The number of pages that are kept for a browser in a realm; a further one replaces the oldest. */
    static final int MOST = 4;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Limits how much of Redis a client without an account can fill. */
    private static final int PER_MINUTE = 120;

    private static final int HANDLE_LENGTH = 8;

    private final RedisFlowStore store;
    private final RealmCookies cookies;
    private final RateLimiter limiter;
    private final Clock clock;

    ShownPages(RedisFlowStore store, RealmCookies cookies, RateLimiter limiter, Clock clock) {
        this.store = store;
        this.cookies = cookies;
        this.limiter = limiter;
        this.clock = clock;
    }

    /**
     * A rendered page.
     *
     * @param realm of the address; empty outside realms
     * @param session the only one in which it is shown; empty if the form needed none
     * @param address path and query at which it is shown
     * @param afterStepUp whether it is shown only once the session has stepped up
     */
    @RegisterForReflection
    record ShownPage(
            String realm,
            String session,
            String address,
            boolean afterStepUp,
            int status,
            Map<String, List<String>> headers,
            String html) {
        private Duration lifetime() {
            return afterStepUp ? STEP_UP_LIFETIME : LIFETIME;
        }

        /** Omits the content, which may be secret. */
        @Override
        public String toString() {
            return "ShownPage[" + status + "]";
        }
    }

    /** A page that is now shown, and the cookie that removes its cookie. */
    record Taken(ShownPage page, NewCookie removal) {}

    /** The cookie of a page: its id of 256 bits, and since when it is kept, in milliseconds since the epoch. */
    private record PageCookie(long since, String id) {
        private static final Pattern VALUE = Pattern.compile("([0-9]{1,15})\\.([A-Za-z0-9_-]{43})");

        private static Optional<PageCookie> of(Cookie cookie) {
            Matcher value = VALUE.matcher(cookie.getValue());
            return value.matches()
                    ? Optional.of(new PageCookie(Long.parseLong(value.group(1)), value.group(2)))
                    : Optional.empty();
        }
    }

    /** Keeps the page and returns the changes of the browser's cookies; empty if the client has had too many kept. */
    Optional<List<NewCookie>> keep(ShownPage page, HttpServerRequest request, Requester requester) {
        return limiter.tryAcquire("shown-page", requester.source(), PER_MINUTE, MINUTE)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(store(page, request));
    }

    /**
     * Keeps a form, rendered as filled in, until the session has stepped up, and returns the changes of the browser's cookies.
     *
     * @param form without the passwords and codes that were entered
     * @param address path at which it is shown again
     * @throws ThrottledException if the session has had too many kept
     * @throws ProblemException if it is too long
     */
    public List<NewCookie> keepForStepUp(Response form, SignedIn caller, String address, HttpServerRequest request) {
        String html = (String) form.getEntity();
        String session = caller.session().id().toString();
        if (html.length() > LONGEST_FORM) {
            throw new ProblemException(ProblemCode.PAYLOAD_TOO_LARGE, "Send less than can be kept for the step-up.");
        }
        limiter.acquire("step-up-form", session, FORMS_PER_MINUTE, MINUTE);
        Map<String, List<String>> headers = new LinkedHashMap<>(form.getStringHeaders());
        return store(
                new ShownPage(caller.realm().slug(), session, address, true, form.getStatus(), headers, html), request);
    }

    private List<NewCookie> store(ShownPage page, HttpServerRequest request) {
        String id = store.addUnderNewId(page, page.lifetime());
        List<NewCookie> changes = new ArrayList<>();
        changes.add(cookies.set(Kind.PAGE, scope(page.realm(), id), clock.millis() + "." + id, page.lifetime()));
        newestFirst(request, page.realm()).stream()
                .skip(MOST - 1L)
                .forEach(oldest -> changes.add(removal(page.realm(), oldest.id())));
        return changes;
    }

    /** Returns whether a page of that realm may be kept for the browser. */
    boolean mayHave(HttpServerRequest request, String realm) {
        return !newestFirst(request, realm).isEmpty();
    }

    /**
     * Returns and removes the newest page of the request's address and session, or returns empty if there is none. Of
     * parallel requests one gets it.
     *
     * @param steppedUp whether the session has a recent authentication
     */
    Optional<Taken> take(HttpServerRequest request, String realm, String session, boolean steppedUp) {
        return newestFirst(request, realm).stream()
                .flatMap(cookie -> store
                        .find(cookie.id(), ShownPage.class)
                        .filter(page -> page.address().equals(request.uri()))
                        .filter(page ->
                                page.session().isEmpty() || page.session().equals(session))
                        .filter(page -> steppedUp || !page.afterStepUp())
                        .filter(page -> store.remove(cookie.id(), ShownPage.class))
                        .map(page -> new Taken(page, removal(realm, cookie.id())))
                        .stream())
                .findFirst();
    }

    private List<PageCookie> newestFirst(HttpServerRequest request, String realm) {
        return cookies.withHandles(request, Kind.PAGE, realm).stream()
                .flatMap(cookie -> PageCookie.of(cookie).stream())
                .sorted(Comparator.comparingLong(PageCookie::since).reversed())
                .toList();
    }

    private NewCookie removal(String realm, String id) {
        return cookies.remove(Kind.PAGE, scope(realm, id));
    }

    private static String scope(String realm, String id) {
        return RealmCookies.withHandle(realm, id.substring(0, HANDLE_LENGTH));
    }
}
