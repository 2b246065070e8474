package io.gatehouse.api.support;

import io.gatehouse.http.RequestContext;
import io.gatehouse.realm.Realms;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Allows scripts of a realm's allowed origins to call the REST API of that realm only (CORS), and scripts of every origin to make the
 * requests of OpenID clients, none of which has a cookie.
 */
@Singleton
public class CrossOrigin {
    /** After the security headers, before all filters that respond. */
    private static final int PRIORITY = 870;

    private static final Pattern REALM_PATH = Pattern.compile("/api/v1/realms/([a-z0-9-]{1,63})/.*");
    /** Its clients have a secret, which no script has. */
    private static final String CONFIDENTIAL_ENDPOINT = "introspect";

    /** What caches share, so that its responses allow every origin whatever the request's. */
    private static final Pattern PUBLIC_PATH = Pattern.compile("/realms/[a-z0-9-]{1,63}/\\.well-known/.*");

    private static final String PREFLIGHT_SECONDS = "600";

    private final Realms realms;

    CrossOrigin(Realms realms) {
        this.realms = realms;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    private void handle(RoutingContext routing) {
        String origin = routing.request().getHeader(HttpHeaders.ORIGIN);
        Matcher path = REALM_PATH.matcher(routing.normalizedPath());
        if (origin != null && isForEveryOrigin(routing)) {
            respondToClient(routing);
            return;
        }
        if (origin == null || !path.matches()) {
            routing.next();
            return;
        }
        routing.vertx()
                .executeBlocking(() -> isAllowed(path.group(1), origin), false)
                .onSuccess(allowed -> respond(routing, origin, allowed))
                // The resource responds with the error; without CORS headers no script can read it.
                .onFailure(fault -> routing.next());
    }

    private static boolean isForEveryOrigin(RoutingContext routing) {
        return RequestContext.clientEndpoint(routing)
                        .filter(endpoint -> !endpoint.equals(CONFIDENTIAL_ENDPOINT))
                        .isPresent()
                || isPreflight(routing)
                        && PUBLIC_PATH.matcher(routing.normalizedPath()).matches();
    }

    private boolean isAllowed(String slug, String origin) {
        return realms.find(slug)
                .map(realm -> realm.settings().allowedOrigins().contains(origin))
                .orElse(false);
    }

    private static void respond(RoutingContext routing, String origin, boolean allowed) {
        HttpServerResponse response = routing.response();
        response.headers().add(HttpHeaders.VARY, "Origin");
        if (allowed) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .putHeader(
                            HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                            "ETag, Retry-After, WWW-Authenticate, X-Request-Id")
                    .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        }
        if (!isPreflight(routing)) {
            routing.next();
            return;
        }
        if (allowed) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, If-Match")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
        }
        response.setStatusCode(allowed ? 204 : 403).end();
    }

    private static void respondToClient(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After, WWW-Authenticate, X-Request-Id")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        if (!isPreflight(routing)) {
            routing.next();
            return;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, DPoP")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
                .setStatusCode(204)
                .end();
    }

    private static boolean isPreflight(RoutingContext routing) {
        return routing.request().method() == HttpMethod.OPTIONS
                && routing.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }
}
