package io.gatehouse.api.signin;

import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.RequestContext;
import io.gatehouse.invitation.Invitations;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Accepts an invitation and sets the first password. */
@Path("/api/v1/realms/{realm}/invitation")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class InvitationResource {
    private final RequestedRealm realms;
    private final Invitations invitations;
    private final ResetResponseMapper responses;
    private final RequestContext request;

    InvitationResource(
            RequestedRealm realms, Invitations invitations, ResetResponseMapper responses, RequestContext request) {
        this.realms = realms;
        this.invitations = invitations;
        this.responses = responses;
        this.request = request;
    }

    /** The first password. */
    public record AcceptInvitationRequest(
            @NotNull @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String invitationId,

            @NotNull @Size(min = 1, max = InputRules.MAX_PASSWORD)
            String newPassword) {}

    @POST
    @Path("/open")
    @Operation(summary = "Opens the invitation link, which consumes it")
    public ResetBody.InvitationState openInvitation(
            @PathParam("realm") String slug, @Valid PasswordResetResource.OpenLinkRequest body) {
        return responses.of(
                invitations.open(realms.get(slug), body.token(), request.requester()), ResetBody::invitation);
    }

    @POST
    @Path("/password")
    @Operation(summary = "Sets the first password; the administrator then signs in as usual")
    public void acceptInvitation(@PathParam("realm") String slug, @Valid AcceptInvitationRequest body) {
        responses.of(
                invitations.accept(realms.get(slug), body.invitationId(), body.newPassword(), request.requester()),
                ResetBody::invitation);
    }
}
