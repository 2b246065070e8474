package io.gatehouse.web;

import io.gatehouse.admin.Administrator;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;

/** The person behind a page's session cookie, as account and session stood at this request. */
record SignedIn(Realm realm, Session session, Administrator administrator) {
    /** Where a {@link SecurityIdentity} carries it. */
    static final String ATTRIBUTE = SignedIn.class.getName();

    /** Who asks, if signed in to that realm. */
    static Optional<SignedIn> find(SecurityIdentity identity, String realm) {
        SignedIn found = identity.getAttribute(ATTRIBUTE);
        return Optional.ofNullable(found).filter(person -> person.realm().slug().equals(realm));
    }

    /** Who asks, on a page for people signed in to that realm. */
    static SignedIn in(SecurityIdentity identity, String realm) {
        return find(identity, realm)
                .orElseThrow(() -> new ProblemException(ProblemCode.UNAUTHENTICATED, "Sign in to this realm."));
    }
}
