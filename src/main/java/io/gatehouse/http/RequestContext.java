package io.gatehouse.http;

import io.gatehouse.kernel.Requester;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** The data of the current HTTP request that the flows need. */
@RequestScoped
public class RequestContext {
    private static final int MAX_USER_AGENT = 256;
    private static final Pattern CLIENT_ENDPOINT =
            Pattern.compile("/realms/[^/]+/oidc/(token|par|revoke|introspect|userinfo)");

    private final RoutingContext routing;

    RequestContext(RoutingContext routing) {
        this.routing = routing;
    }

    /** Returns the requester, with the connection's address or the one forwarded by a trusted proxy. */
    public Requester requester() {
        String userAgent = Optional.ofNullable(routing.request().getHeader("User-Agent"))
                .map(RequestContext::printable)
                .orElse("");
        return new Requester(routing.request().remoteAddress().hostAddress(), userAgent, RequestIds.of(routing));
    }

    /** Returns whether the path is one of a page, not of the REST API, of an OpenID client's own requests or of the check for a proxy. */
    public boolean isPageRequest() {
        String path = routing.normalizedPath();
        return path.startsWith("/n/")
                || path.startsWith("/forgot-realm")
                || path.startsWith("/realms/")
                        && !path.contains("/.well-known/")
                        && !path.contains("/forward-auth")
                        && clientEndpoint(routing).isEmpty();
    }

    /** Returns the name of the endpoint that OpenID clients call themselves, or empty if the request is for none. */
    public static Optional<String> clientEndpoint(RoutingContext routing) {
        Matcher path = CLIENT_ENDPOINT.matcher(routing.normalizedPath());
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }

    private static String printable(String header) {
        String ascii = header.replaceAll("[^\\x20-\\x7e]", "?");
        return ascii.length() <= MAX_USER_AGENT ? ascii : ascii.substring(0, MAX_USER_AGENT);
    }

    /** Assigns each request a unique id for the response, the log and the audit. */
    static class RequestIds {
        /** Before all other filters. */
        private static final int PRIORITY = 1000;

        private static final String KEY = "requestId";

        void register(@Observes Filters filters) {
            filters.register(
                    routing -> {
                        String id = UUID.randomUUID().toString();
                        routing.put(KEY, id);
                        MDC.put(KEY, id);
                        routing.response().putHeader("X-Request-Id", id);
                        routing.next();
                    },
                    PRIORITY);
        }

        static String of(RoutingContext routing) {
            return routing.get(KEY, "none");
        }
    }
}
