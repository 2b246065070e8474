package io.gatehouse.web.layout;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;

/** The person behind a page's session cookie, as account and session stood at this request. */
public record SignedIn(Realm realm, Session session, Administrator administrator) {
    /** Where a {@link SecurityIdentity} carries it. */
    public static final String ATTRIBUTE = SignedIn.class.getName();

    /** Who asks, if signed in to that realm. */
    public static Optional<SignedIn> find(SecurityIdentity identity, String realm) {
        SignedIn found = identity.getAttribute(ATTRIBUTE);
        return Optional.ofNullable(found).filter(person -> person.realm().slug().equals(realm));
    }

    /** Who asks, on a page for people signed in to that realm. */
    public static SignedIn in(SecurityIdentity identity, String realm) {
        return find(identity, realm)
                .orElseThrow(() -> new ProblemException(ProblemCode.UNAUTHENTICATED, "Sign in to this realm."));
    }
}
