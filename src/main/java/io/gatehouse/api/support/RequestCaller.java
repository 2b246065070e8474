package io.gatehouse.api.support;

import io.gatehouse.api.support.RequestedRealm.RealmFilter;
import io.gatehouse.caller.Caller;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.ProblemMapper;
import io.gatehouse.http.RequestContext;
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
    private final StepUp stepUp;
    private final RequestContext request;

    RequestCaller(SecurityIdentity identity, StepUp stepUp, RequestContext request) {
        this.identity = identity;
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
     * @throws ProblemException {@link ProblemCode#STEP_UP_REQUIRED}
     */
    public void requireFresh(Realm realm) {
        if (!stepUp.isFresh(realm, session())) {
            throw new ProblemException(ProblemCode.STEP_UP_REQUIRED, ProblemMapper.STEP_UP_ADVICE);
        }
    }
}
