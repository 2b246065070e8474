package io.gatehouse.web.security;

import io.gatehouse.kernel.GatehouseConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** The origin (RFC 6454) of Gatehouse's own pages, by its configuration and never by a request. */
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

    /** The address of that path here, for whoever may not know which host the browser asked. */
    String url(String path) {
        return origin + path;
    }
}
