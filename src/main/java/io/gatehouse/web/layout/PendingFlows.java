package io.gatehouse.web.layout;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.kernel.crypto.Digests;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pending flows of the browser that sent the current request, each in a cookie of its own, so that each tab continues
 * its own. URLs name a flow by its handle, a digest that is part of the cookie's name and opens nothing without it.
 */
@RequestScoped
public class PendingFlows {
    /** The number of pending flows of one kind that a browser keeps in a realm; a further one replaces the oldest. */
    static final int MOST = 4;

    private static final int HANDLE_LENGTH = 8;
    private static final int LONGEST_PAGE = 1024;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final PageRequest request;
    private final RoutingContext routing;
    private final RealmCookies cookies;
    private final Clock clock;

    PendingFlows(PageRequest request, RoutingContext routing, RealmCookies cookies, Clock clock) {
        this.request = request;
        this.routing = routing;
        this.cookies = cookies;
        this.clock = clock;
    }

    /**
     * A pending flow. Its cookie contains all of it, the page to return to unless it is long: URLs contain it too.
     *
     * @param id its secret
     * @param since when its cookie was set, in seconds since the epoch
     */
    public record PendingFlow(Flow flow, String id, long since) {
        private static final Pattern COOKIE = Pattern.compile("([^.]+)\\.([0-9]{1,12})(?:\\.([A-Za-z0-9_-]+))?");

        private static Optional<PendingFlow> of(Flow flow, Cookie cookie) {
            Matcher value = COOKIE.matcher(cookie.getValue());
            if (!value.matches() || !cookie.getName().endsWith("." + handle(value.group(1)))) {
                return Optional.empty();
            }
            Optional<ReturnTo> returnTo =
                    flow.returnTo().or(() -> Optional.ofNullable(value.group(3)).flatMap(PendingFlow::decode));
            Flow pending = flow.pending(handle(value.group(1)), returnTo);
            return Optional.of(new PendingFlow(pending, value.group(1), Long.parseLong(value.group(2))));
        }

        private String cookie() {
            return id + "." + since
                    + flow.returnTo()
                            .map(ReturnTo::value)
                            .filter(page -> page.length() <= LONGEST_PAGE)
                            .map(page -> "." + BASE64URL.encodeToString(page.getBytes(StandardCharsets.UTF_8)))
                            .orElse("");
        }

        private static Optional<ReturnTo> decode(String encoded) {
            try {
                return ReturnTo.parse(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** Omits the secret. */
        @Override
        public String toString() {
            return "PendingFlow[" + flow + "]";
        }
    }

    /** Returns the flow of this goal that the request names, or without a name the newest; empty if there is none. */
    public Optional<PendingFlow> find(Flow flow) {
        Optional<String> named = request.parameter(Flow.HANDLE);
        return newestFirst(flow).stream()
                .filter(pending -> named.isEmpty() || pending.flow().handle().equals(named))
                .findFirst();
    }

    /** Redirects to a page of the flow, and makes it one of the browser's. */
    public Response redirect(Flow flow, String id, Function<Flow, String> page) {
        Flow pending = flow.pending(handle(id), flow.returnTo());
        var added = new PendingFlow(pending, id, clock.instant().getEpochSecond());
        List<NewCookie> changes = new ArrayList<>();
        changes.add(cookies.set(flow.cookie(), scope(pending), added.cookie()));
        newestFirst(flow).stream()
                .map(PendingFlow::flow)
                .filter(other -> !other.handle().equals(pending.handle()))
                .skip(MOST - 1L)
                .forEach(oldest -> changes.add(remove(oldest)));
        return Pages.redirectTo(page.apply(pending), changes.toArray(NewCookie[]::new));
    }

    /** Returns the cookie that removes the flow from the browser. */
    public NewCookie remove(Flow flow) {
        return cookies.remove(flow.cookie(), scope(flow));
    }

    private List<PendingFlow> newestFirst(Flow flow) {
        return cookies
                .withHandles(routing.request(), flow.cookie(), flow.realm().slug())
                .stream()
                .flatMap(cookie -> PendingFlow.of(flow, cookie).stream())
                .sorted(Comparator.comparingLong(PendingFlow::since).reversed())
                .toList();
    }

    private static String scope(Flow flow) {
        return RealmCookies.withHandle(flow.realm().slug(), flow.handle().orElse(""));
    }

    private static String handle(String id) {
        return Digests.sha256Base64Url(id).substring(0, HANDLE_LENGTH);
    }
}
