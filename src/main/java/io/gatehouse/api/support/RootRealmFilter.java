package io.gatehouse.api.support;

import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Enforces {@link RootRealmOnly} before the body is read. */
@Provider
@RootRealmOnly
class RootRealmFilter implements ContainerRequestFilter {
    private final Realms realms;
    private final RequestCaller caller;

    RootRealmFilter(Realms realms, RequestCaller caller) {
        this.realms = realms;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Realm own = realms.find(caller.session().realm())
                .filter(Realm::root)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.FORBIDDEN, "This is for System Administrators of the root realm."));
        caller.requireFresh(own);
    }
}
