package io.gatehouse.api;

import io.gatehouse.admin.Role;
import io.gatehouse.administration.Actor;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.ServiceToken;
import io.gatehouse.session.Session;
import io.gatehouse.session.StepUp;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The person behind a bearer token; {@link RealmFilter} has seen to it that the realm of the path is that person's. */
@RequestScoped
class Caller {
    private final SecurityIdentity identity;
    private final StepUp stepUp;
    private final RequestContext request;

    Caller(SecurityIdentity identity, StepUp stepUp, RequestContext request) {
        this.identity = identity;
        this.stepUp = stepUp;
        this.request = request;
    }

    /**
     * The session behind the token.
     *
     * @throws ProblemException {@link ProblemCode#FORBIDDEN} if a service token is behind it
     */
    Session session() {
        Session session = identity.getAttribute(SessionIdentity.SESSION);
        if (session == null) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "This is for people, not for service tokens.");
        }
        return session;
    }

    /** The person or the automation behind the token, as administering the realm. */
    Actor actor() {
        ServiceToken token = identity.getAttribute(SessionIdentity.SERVICE_TOKEN);
        return token == null ? Actor.of(session(), request.requester()) : Actor.of(token, request.requester());
    }

    /**
     * The person behind the token with a fresh proof, as administering the realm.
     *
     * @throws ProblemException {@link ProblemCode#STEP_UP_REQUIRED}, or {@link ProblemCode#FORBIDDEN} to automation
     */
    Actor freshActor(Realm realm) {
        requireFresh(realm);
        return actor();
    }

    /**
     * The System Administrator behind the token with a fresh proof, where others may come too.
     *
     * @throws ProblemException {@link ProblemCode#FORBIDDEN} to any other role
     */
    Actor systemAdministrator(Realm realm) {
        if (!identity.hasRole(Role.SYSTEM_ADMINISTRATOR.name())) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "Your role does not allow this.");
        }
        return freshActor(realm);
    }

    /**
     * Asks for a fresh proof where the session has none.
     *
     * @throws ProblemException {@link ProblemCode#STEP_UP_REQUIRED}
     */
    void requireFresh(Realm realm) {
        if (!stepUp.isFresh(realm, session())) {
            throw new ProblemException(ProblemCode.STEP_UP_REQUIRED, "Step up at /account/step-up, then try again.");
        }
    }
}
