package io.gatehouse.api;

import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.session.StepUp;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The person behind a bearer token; {@link RealmFilter} has seen to it that the realm of the path is that person's. */
@RequestScoped
class Caller {
    private final SecurityIdentity identity;
    private final StepUp stepUp;

    Caller(SecurityIdentity identity, StepUp stepUp) {
        this.identity = identity;
        this.stepUp = stepUp;
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
