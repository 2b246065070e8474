package io.gatehouse.api;

import io.gatehouse.session.Session;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The person behind a bearer token; {@link RealmFilter} has seen to it that the realm of the path is that person's. */
@RequestScoped
class Caller {
    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The session behind the token. */
    Session session() {
        return identity.getAttribute(SessionIdentity.SESSION);
    }
}
