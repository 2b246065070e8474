package io.gatehouse.api.support;

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

/** The caller behind a bearer token; {@link RealmFilter} has checked that it belongs to the realm of the path. */
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
     * Returns the session behind the token, as it was when the request began.
     *
     * @throws ProblemException {@link ProblemCode#FORBIDDEN} if a service token is behind it
     */
    public Session session() {
        Session session = identity.getAttribute(SessionIdentity.SESSION);
        if (session == null) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "This is for people, not for service tokens.");
        }
        return session;
    }

    /** Returns who makes the request, to be confirmed by the change. */
    public Caller caller() {
        ServiceToken token = identity.getAttribute(SessionIdentity.SERVICE_TOKEN);
        return token == null ? Caller.of(session(), request.requester()) : Caller.of(token, request.requester());
    }

    /**
     * Requires a recent proof for what is only read.
     *
     * @throws ProblemException {@link ProblemCode#STEP_UP_REQUIRED}
     */
    public void requireFresh(Realm realm) {
        if (!stepUp.isFresh(realm, session())) {
            throw new ProblemException(ProblemCode.STEP_UP_REQUIRED, ProblemMapper.STEP_UP_ADVICE);
        }
    }
}
