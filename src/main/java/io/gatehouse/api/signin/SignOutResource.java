package io.gatehouse.api.signin;

import io.gatehouse.account.SessionRevocation;
import io.gatehouse.api.support.RequestCaller;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Signs the caller out. */
@Path("/api/v1/realms/{realm}/sign-out")
@Authenticated
public class SignOutResource {
    private final RequestCaller caller;
    private final SessionRevocation revocation;

    SignOutResource(RequestCaller caller, SessionRevocation revocation) {
        this.caller = caller;
        this.revocation = revocation;
    }

    @POST
    @Operation(
            summary = "Revokes the caller's session; Gatehouse rejects its tokens at once, other services at their exp")
    public void signOut(@PathParam("realm") String slug) {
        revocation.signOut(caller.caller());
    }
}
