package io.gatehouse.http;

import io.gatehouse.kernel.GatehouseConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** The origin (RFC 6454) of Gatehouse, from the configuration and never from a request. */
@ApplicationScoped
public class PublicOrigin {
    private final String origin;

    PublicOrigin(GatehouseConfig config) {
        URI url = config.publicUrl();
        origin = url.getScheme() + "://" + url.getRawAuthority();
    }

    /** Returns whether that is the origin. */
    public boolean is(String other) {
        return origin.equals(other);
    }

    /** Returns the absolute URL of a path, for callers that cannot know the host the browser requested. */
    public String url(String path) {
        return origin + path;
    }
}
