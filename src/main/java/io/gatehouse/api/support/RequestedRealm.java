package io.gatehouse.api.support;

import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.Session;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Loads the realm named by the request path, once per request. */
@RequestScoped
public class RequestedRealm {
    private final Realms realms;
    private Realm realm;

    RequestedRealm(Realms realms) {
        this.realms = realms;
    }

    /**
     * Returns the realm of that name.
     *
     * @throws io.gatehouse.kernel.NotFoundException if it does not exist
     */
    public Realm get(String slug) {
        if (realm == null) {
            realm = realms.get(slug);
        }
        return realm;
    }

    /** Rejects requests for a realm that does not exist or is not the caller's own. */
    @Provider
    static class RealmFilter implements ContainerRequestFilter {
        private final RequestedRealm requested;
        private final RoutingContext routing;

        RealmFilter(RequestedRealm requested, RoutingContext routing) {
            this.requested = requested;
            this.routing = routing;
        }

        @Override
        public void filter(ContainerRequestContext context) {
            String slug = context.getUriInfo().getPathParameters().getFirst("realm");
            if (slug == null) {
                return;
            }
            Realm realm = requested.get(slug);
            if (routing.user() instanceof QuarkusHttpUser user && ofAnotherRealm(user.getSecurityIdentity(), realm)) {
                throw new ProblemException(ProblemCode.UNAUTHENTICATED, "This token is of another realm.");
            }
        }

        private static boolean ofAnotherRealm(SecurityIdentity identity, Realm realm) {
            Session session = identity.getAttribute(SessionIdentity.SESSION);
            ServiceToken serviceToken = identity.getAttribute(SessionIdentity.SERVICE_TOKEN);
            return session != null && !session.realm().equals(realm.id())
                    || serviceToken != null && !serviceToken.realm().equals(realm.id());
        }
    }
}
