package io.gatehouse.http;

import io.gatehouse.kernel.Requester;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The request under way, as far as the flows need to know it. */
@RequestScoped
public class RequestContext {
    private static final int MAX_USER_AGENT = 256;

    private final RoutingContext routing;

    RequestContext(RoutingContext routing) {
        this.routing = routing;
    }

    /** Who asks; by the connection's address, or behind a trusted proxy by the one it forwards. */
    public Requester requester() {
        String userAgent = Optional.ofNullable(routing.request().getHeader("User-Agent"))
                .map(RequestContext::printable)
                .orElse("");
        return new Requester(address(), userAgent, RequestIds.of(routing));
    }

    /** Whether the address is one of a page rather than of an interface. */
    boolean isForPage() {
        String path = routing.normalizedPath();
        return path.startsWith("/n/")
                || path.startsWith("/forgot-realm")
                || path.startsWith("/realms/") && !path.contains("/.well-known/");
    }

    /** A literal always: where a proxy forwards something else, the connection's own. */
    private String address() {
        String forwarded = routing.request().remoteAddress().hostAddress();
        return forwarded == null
                ? routing.request().connection().remoteAddress().hostAddress()
                : forwarded;
    }

    private static String printable(String header) {
        String ascii = header.replaceAll("[^\\x20-\\x7e]", "?");
        return ascii.length() <= MAX_USER_AGENT ? ascii : ascii.substring(0, MAX_USER_AGENT);
    }
}
