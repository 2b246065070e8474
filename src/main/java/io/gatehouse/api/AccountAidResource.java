package io.gatehouse.api;

import io.gatehouse.administration.AccountAid;
import io.gatehouse.administration.AccountChanges;
import io.gatehouse.platform.AdministratorId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** What Operators can do for an administrator. */
@Path("/api/v1/realms/{realm}/administrators/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR"})
public class AccountAidResource {
    private final Caller caller;
    private final AccountAid aid;
    private final AccountChanges changes;

    AccountAidResource(Caller caller, AccountAid aid, AccountChanges changes) {
        this.caller = caller;
        this.aid = aid;
        this.changes = changes;
    }

    /** Lifts the locks of the person's codes. */
    @POST
    @Path("/unlock")
    public Response unlock(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        return AccountAnswers.of(aid.unlock(caller.actor(), new AdministratorId(id)));
    }

    /** Mails a fresh link to somebody who has not chosen a password yet. */
    @POST
    @Path("/resend-invitation")
    public Response resendInvitation(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        return AccountAnswers.of(changes.inviteAgain(caller.actor(), new AdministratorId(id)));
    }

    /** Ends all sessions of the person. */
    @POST
    @Path("/revoke-sessions")
    public void revokeSessions(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        aid.revokeSessions(caller.actor(), new AdministratorId(id));
    }
}
