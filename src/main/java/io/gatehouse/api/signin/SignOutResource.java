package io.gatehouse.api.signin;

import io.gatehouse.account.SessionRevocation;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.http.RequestContext;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Signs the caller out. */
@Path("/api/v1/realms/{realm}/sign-out")
@Authenticated
public class SignOutResource {
    private final RequestCaller caller;
    private final SessionRevocation revocation;
    private final RequestContext request;

    SignOutResource(RequestCaller caller, SessionRevocation revocation, RequestContext request) {
        this.caller = caller;
        this.revocation = revocation;
        this.request = request;
    }

    /** Revokes the caller's session; Gatehouse rejects its tokens at once, other services at their {@code exp}. */
    @POST
    public void signOut(@PathParam("realm") String slug) {
        revocation.signOut(caller.caller());
    }
}
