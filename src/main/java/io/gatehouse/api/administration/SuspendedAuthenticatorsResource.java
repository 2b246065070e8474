package io.gatehouse.api.administration;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Allows an administrator's suspended passkeys and authenticator app again, or deletes them. */
@Path("/api/v1/realms/{realm}/administrators/{id}/authenticators")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class SuspendedAuthenticatorsResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final Accounts accounts;
    private final Suspensions suspensions;

    SuspendedAuthenticatorsResource(
            RequestedRealm realms, RequestCaller caller, Accounts accounts, Suspensions suspensions) {
        this.realms = realms;
        this.caller = caller;
        this.accounts = accounts;
        this.suspensions = suspensions;
    }

    /** The number of passkeys and authenticator apps that a report of misuse has suspended. */
    public record SuspendedAuthenticatorsBody(int suspended) {}

    @GET
    @Operation(summary = "Returns how many passkeys and authenticator apps of the administrator are suspended")
    public SuspendedAuthenticatorsBody getSuspendedAuthenticators(
            @PathParam("realm") String slug, @PathParam("id") UUID id) {
        var owner = accounts.get(realms.get(slug).id(), new AdministratorId(id)).administrator();
        return new SuspendedAuthenticatorsBody(suspensions.countAuthenticators(owner.id()));
    }

    @POST
    @Path("/lift")
    @Operation(
            summary = "Allows the suspended passkeys and authenticator app of another, independent administrator again")
    public void liftSuspendedAuthenticators(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SuspendedCodesResource.requireLifted(
                suspensions.liftAuthenticators(caller.caller(), new AdministratorId(id), OptionalInt.empty()));
    }

    @DELETE
    @Operation(summary = "Deletes the suspended passkeys and authenticator app of an administrator")
    public void deleteSuspendedAuthenticators(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        if (!suspensions.deleteAuthenticators(caller.caller(), new AdministratorId(id))) {
            throw SuspendedCodesResource.notSuspended();
        }
    }
}
