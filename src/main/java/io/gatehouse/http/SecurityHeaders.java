package io.gatehouse.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Adds the security headers to all responses, errors included; a served asset has only those that concern files. */
class SecurityHeaders {
    /** After the request id, before all filters that may respond. */
    private static final int PRIORITY = 900;

    private static final String ASSETS = "/assets/";

    private static final Map<String, String> FILES = Map.of(
            // Two years, as the preload list requires; browsers ignore it over plain HTTP.
            "Strict-Transport-Security", "max-age=63072000; includeSubDomains",
            "X-Content-Type-Options", "nosniff",
            "Cross-Origin-Resource-Policy", "same-origin");

    private static final Map<String, String> DOCUMENTS = Map.of(
            // No inline code, no other origins, no script that writes markup.
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'",
            // For browsers that do not support frame-ancestors.
            "X-Frame-Options",
            "DENY",
            // Not no-referrer, which would make the Origin of our own forms null.
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Permissions-Policy",
            "otp-credentials=(self), publickey-credentials-get=(self), publickey-credentials-create=(self),"
                    + " accelerometer=(), camera=(), display-capture=(), geolocation=(),"
                    + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()");

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, PRIORITY);
    }

    private static void add(RoutingContext routing) {
        MultiMap headers = routing.response().headers();
        FILES.forEach(headers::set);
        DOCUMENTS.forEach(headers::set);
        routing.addHeadersEndHandler(sent -> {
            if (servedAsset(routing)) {
                DOCUMENTS.keySet().forEach(headers::remove);
            }
            // Responses are personal unless the resource sets another value.
            if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
                headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        });
        routing.next();
    }

    private static boolean servedAsset(RoutingContext routing) {
        int status = routing.response().getStatusCode();
        return status < 400 && routing.normalizedPath().startsWith(ASSETS);
    }
}
