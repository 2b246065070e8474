package io.gatehouse.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Map.Entry;

/** Adds the security headers to all responses, including static files and errors. */
class SecurityHeaders {
    /** After the request id, before all filters that may respond. */
    private static final int PRIORITY = 900;

    private static final Map<String, String> HEADERS = Map.ofEntries(
            // Two years, as the preload list requires; browsers ignore it over plain HTTP.
            header("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
            // No inline code, no other origins, no script that writes markup.
            header(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                            + " form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
                            + " require-trusted-types-for 'script'; trusted-types 'none'"),
            header("X-Content-Type-Options", "nosniff"),
            // For browsers that do not support frame-ancestors.
            header("X-Frame-Options", "DENY"),
            // Not no-referrer, which would make the Origin of our own forms null.
            header("Referrer-Policy", "same-origin"),
            header("Cross-Origin-Opener-Policy", "same-origin"),
            header("Cross-Origin-Resource-Policy", "same-origin"),
            header(
                    "Permissions-Policy",
                    "otp-credentials=(self), accelerometer=(), camera=(), display-capture=(), geolocation=(),"
                            + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"));

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, PRIORITY);
    }

    private static void add(RoutingContext routing) {
        MultiMap headers = routing.response().headers();
        HEADERS.forEach(headers::set);
        routing.addHeadersEndHandler(sent -> {
            // Responses are personal unless the resource sets another value.
            if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
                headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        });
        routing.next();
    }

    private static Entry<String, String> header(String name, String value) {
        return Map.entry(name, value);
    }
}
