package io.gatehouse.api.account;

import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.authenticator.Authenticators;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lists the caller's own passkeys and authenticator app. */
@Path("/api/v1/realms/{realm}/account/authenticators")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountAuthenticatorsResource {
    private final RequestCaller caller;
    private final Authenticators authenticators;

    AccountAuthenticatorsResource(RequestCaller caller, Authenticators authenticators) {
        this.caller = caller;
        this.authenticators = authenticators;
    }

    @GET
    @Operation(summary = "Returns the caller's passkeys and authenticator app, the strongest first")
    public List<AuthenticatorBody> listAuthenticators(@PathParam("realm") String slug) {
        return authenticators.list(caller.session().administrator()).stream()
                .map(AuthenticatorBody::of)
                .toList();
    }
}
