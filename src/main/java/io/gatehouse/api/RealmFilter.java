package io.gatehouse.api;

import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Lets nothing past whose path names a realm that does not exist, or that is not the caller's own. */
@Provider
class RealmFilter implements ContainerRequestFilter {
    private final RequestedRealm requested;
    private final SecurityIdentity identity;

    RealmFilter(RequestedRealm requested, SecurityIdentity identity) {
        this.requested = requested;
        this.identity = identity;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        String slug = context.getUriInfo().getPathParameters().getFirst("realm");
        if (slug == null) {
            return;
        }
        Realm realm = requested.get(slug);
        Session session = identity.getAttribute(SessionIdentity.SESSION);
        if (session != null && !session.realm().equals(realm.id())) {
            throw new ProblemException(ProblemCode.UNAUTHENTICATED, "This token is of another realm.");
        }
    }
}
