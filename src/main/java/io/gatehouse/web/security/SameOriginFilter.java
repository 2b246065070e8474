package io.gatehouse.web.security;

import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.PublicOrigin;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Set;

/**
 * Accepts form posts to pages only from this host (CSRF protection). Browsers send {@code Sec-Fetch-Site} or at least
 * {@code Origin}, which other sites cannot forge; a request with neither is rejected.
 */
@Singleton
class SameOriginFilter implements ContainerRequestFilter {
    private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final PublicOrigin origin;

    SameOriginFilter(PublicOrigin origin) {
        this.origin = origin;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!SAFE.contains(request.getMethod())
                && !origin.hasSent(request.getHeaderString("Sec-Fetch-Site"), request.getHeaderString("Origin"))) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "Forms can only be sent from this site's own pages.");
        }
    }
}
