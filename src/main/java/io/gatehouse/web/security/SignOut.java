package io.gatehouse.web.security;

import io.gatehouse.account.SessionRevocation;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.layout.SignedOut;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Signs the caller out; succeeds without an active session too. */
@Path("/realms/{realm}/sign-out")
@PermitAll
public class SignOut {
    private final Realms realms;
    private final SessionRevocation revocation;
    private final SignedOut signedOut;
    private final SecurityIdentity identity;
    private final PageRequest request;

    SignOut(
            Realms realms,
            SessionRevocation revocation,
            SignedOut signedOut,
            SecurityIdentity identity,
            PageRequest request) {
        this.realms = realms;
        this.revocation = revocation;
        this.signedOut = signedOut;
        this.identity = identity;
        this.request = request;
    }

    @POST
    public Response signOut(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        SignedIn.find(identity, slug).ifPresent(caller -> revocation.signOut(request.caller(caller)));
        return signedOut.leave(realm, SignedOut.Reach.HERE);
    }
}
