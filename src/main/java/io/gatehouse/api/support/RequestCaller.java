package io.gatehouse.api.support;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.api.support.RequestedRealm.RealmFilter;
import io.gatehouse.caller.Caller;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RequestContext;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.NotPermittedException.Reason;
import io.gatehouse.realm.Realm;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.Session;
import io.gatehouse.session.StepUp;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** Returns the caller of an API request from the bearer token; {@link RealmFilter} has checked its realm. */
@RequestScoped
public class RequestCaller {
    private final SecurityIdentity identity;
    private final Administrators administrators;
    private final StepUp stepUp;
    private final RequestContext request;

    RequestCaller(SecurityIdentity identity, Administrators administrators, StepUp stepUp, RequestContext request) {
        this.identity = identity;
        this.administrators = administrators;
        this.stepUp = stepUp;
        this.request = request;
    }

    /**
     * Returns the token's session as loaded at the start of the request.
     *
     * @throws ProblemException {@link ProblemCode#FORBIDDEN} if the caller is a service token
     */
    public Session session() {
        Session session = identity.getAttribute(SessionIdentity.SESSION);
        if (session == null) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "This is for administrators, not for service tokens.");
        }
        return session;
    }

    /** Returns the caller, to be confirmed inside the transaction of a change. */
    public Caller caller() {
        ServiceToken token = identity.getAttribute(SessionIdentity.SERVICE_TOKEN);
        return token == null ? Caller.of(session(), request.requester()) : Caller.of(token, request.requester());
    }

    /**
     * Requires a recent authentication for an operation that only reads.
     *
     * @throws NotPermittedException if there is none, or the account cannot step up at the moment
     */
    public void requireFresh(Realm realm) {
        Session session = session();
        Administrator administrator = administrators
                .find(realm.id(), session.administrator())
                .orElseThrow(() -> new NotPermittedException(Reason.UNAUTHENTICATED));
        stepUp.require(realm, administrator, session);
    }
}
