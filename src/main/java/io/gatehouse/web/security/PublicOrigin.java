package io.gatehouse.web.security;

import io.gatehouse.kernel.GatehouseConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** The origin (RFC 6454) of Gatehouse's pages, from the configuration and never from a request. */
@ApplicationScoped
class PublicOrigin {
    private final String origin;

    PublicOrigin(GatehouseConfig config) {
        URI url = config.publicUrl();
        origin = url.getScheme() + "://" + url.getRawAuthority();
    }

    boolean is(String other) {
        return origin.equals(other);
    }

    /** Returns the absolute URL of a path, for callers that cannot know the host the browser requested. */
    String url(String path) {
        return origin + path;
    }
}
