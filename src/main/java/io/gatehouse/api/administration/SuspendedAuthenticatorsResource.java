package io.gatehouse.api.administration;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.api.support.EntityTags;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.Problem;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

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
    public RestResponse<SuspendedAuthenticatorsBody> getSuspendedAuthenticators(
            @PathParam("realm") String slug, @PathParam("id") UUID id) {
        Account owner = accounts.get(realms.get(slug).id(), new AdministratorId(id));
        return RestResponse.ResponseBuilder.ok(body(owner))
                .header(HttpHeaders.ETAG, AdministratorBody.entityTag(owner))
                .build();
    }

    private SuspendedAuthenticatorsBody body(Account owner) {
        return new SuspendedAuthenticatorsBody(
                suspensions.countAuthenticators(owner.administrator().id()));
    }

    @POST
    @Path("/lift")
    @Operation(
            summary = "Allows the suspended passkeys and authenticator app of another, independent administrator again")
    public void liftSuspendedAuthenticators(
            @PathParam("realm") String slug,
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        var owner = new AdministratorId(id);
        SuspendedCodesResource.requireLifted(
                suspensions.liftAuthenticators(caller.caller(), owner, EntityTags.optional(ifMatch)), () -> {
                    Account current = accounts.get(realms.get(slug).id(), owner);
                    return new Problem.Current(body(current), AdministratorBody.entityTag(current));
                });
    }

    @DELETE
    @Operation(summary = "Deletes the suspended passkeys and authenticator app of an administrator")
    public void deleteSuspendedAuthenticators(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        if (!suspensions.deleteAuthenticators(caller.caller(), new AdministratorId(id))) {
            throw SuspendedCodesResource.notSuspended();
        }
    }
}
