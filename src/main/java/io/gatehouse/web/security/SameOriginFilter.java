package io.gatehouse.web.security;

import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Accepts form posts to pages only from this host (CSRF protection). Browsers send {@code Sec-Fetch-Site} or at least
 * {@code Origin}, which other sites cannot forge; a request with neither is rejected.
 */
@Provider
class SameOriginFilter implements ContainerRequestFilter {
    private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String PAGES = "io.gatehouse.web.";

    private final ResourceInfo resource;
    private final PublicOrigin origin;

    SameOriginFilter(ResourceInfo resource, PublicOrigin origin) {
        this.resource = resource;
        this.origin = origin;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        boolean page = resource.getResourceClass().getName().startsWith(PAGES);
        if (page && !SAFE.contains(request.getMethod()) && !isSameOrigin(request)) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "Forms can only be sent from this site's own pages.");
        }
    }

    private boolean isSameOrigin(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        return site == null ? origin.is(request.getHeaderString("Origin")) : site.equals("same-origin");
    }
}
