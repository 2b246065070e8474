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

    /**
     * Returns whether a page of the origin has sent a request, by the values of {@code Sec-Fetch-Site} and {@code Origin}, of
     * which browsers send at least one with each form and each POST; null if absent.
     */
    public boolean hasSent(String fetchSite, String originHeader) {
        return fetchSite == null ? origin.equals(originHeader) : fetchSite.equals("same-origin");
    }

    /** Returns the absolute URL of a path, for callers that cannot know the host the browser requested. */
    public String url(String path) {
        return origin + path;
    }
}
