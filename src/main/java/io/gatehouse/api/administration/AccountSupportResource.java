package io.gatehouse.api.administration;

import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administration.accounts.AccountSupportService;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Unlocks accounts, resends invitations and revokes sessions; open to Operators. */
@Path("/api/v1/realms/{realm}/administrators/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR"})
public class AccountSupportResource {
    private final RequestCaller caller;
    private final AccountSupportService support;
    private final AccountChanges changes;

    AccountSupportResource(RequestCaller caller, AccountSupportService support, AccountChanges changes) {
        this.caller = caller;
        this.support = support;
        this.changes = changes;
    }

    @POST
    @Path("/unlock")
    @Operation(summary = "Removes the locks of the administrator's codes and passwords")
    public RestResponse<AdministratorBody> unlockAdministrator(
            @PathParam("realm") String slug, @PathParam("id") UUID id) {
        return AccountResponseMapper.of(support.unlock(caller.caller(), new AdministratorId(id)));
    }

    @POST
    @Path("/resend-invitation")
    @Operation(summary = "Mails a new link to an administrator who has not set a password yet")
    public RestResponse<AdministratorBody> resendInvitation(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        return AccountResponseMapper.of(changes.inviteAgain(caller.caller(), new AdministratorId(id)));
    }

    @POST
    @Path("/revoke-sessions")
    @Operation(summary = "Revokes all sessions of the administrator")
    public void revokeAdministratorSessions(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        support.revokeSessions(caller.caller(), new AdministratorId(id));
    }
}
