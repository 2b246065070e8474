package io.gatehouse.api;

import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Session;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The person behind a bearer token, in the realm of the path. */
@RequestScoped
class Caller {
    private final SecurityIdentity identity;
    private final Realms realms;

    Caller(SecurityIdentity identity, Realms realms) {
        this.identity = identity;
        this.realms = realms;
    }

    /** The session behind the token. */
    Session session() {
        return identity.getAttribute(SessionIdentity.SESSION);
    }

    /**
     * The realm of the path, which must be the caller's own.
     *
     * @throws ProblemException {@link ProblemCode#UNAUTHENTICATED} if the token is another realm's
     */
    Realm realm(String slug) {
        Realm realm = realms.get(slug);
        if (!realm.id().equals(session().realm())) {
            throw new ProblemException(ProblemCode.UNAUTHENTICATED, "This token is of another realm.");
        }
        return realm;
    }
}
