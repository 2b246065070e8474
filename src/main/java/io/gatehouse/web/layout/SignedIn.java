package io.gatehouse.web.layout;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;

/** The caller of a page: the account and the session behind the cookie, as loaded for this request. */
public record SignedIn(Realm realm, Session session, Administrator administrator) {
    /** The attribute of the {@link SecurityIdentity} that holds it. */
    public static final String ATTRIBUTE = SignedIn.class.getName();

    /** Returns the caller, or empty without a session of that realm. */
    public static Optional<SignedIn> find(SecurityIdentity identity, String realm) {
        SignedIn found = identity.getAttribute(ATTRIBUTE);
        return Optional.ofNullable(found).filter(caller -> caller.realm().slug().equals(realm));
    }

    /**
     * Returns the caller.
     *
     * @throws ProblemException {@link ProblemCode#UNAUTHENTICATED} without a session of that realm
     */
    public static SignedIn in(SecurityIdentity identity, String realm) {
        return find(identity, realm)
                .orElseThrow(() -> new ProblemException(ProblemCode.UNAUTHENTICATED, "Sign in to this realm."));
    }
}
