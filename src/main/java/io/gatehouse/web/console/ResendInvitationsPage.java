package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administrator.AccountState;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** Sends the invitations of several administrators again, each in a transaction of its own, until a limit is reached. */
@Path("/realms/{realm}/console/administrators/resend-invitations")
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR"})
public class ResendInvitationsPage {
    private final SecurityIdentity identity;
    private final AccountChanges changes;
    private final PageRequest request;

    ResendInvitationsPage(SecurityIdentity identity, AccountChanges changes, PageRequest request) {
        this.identity = identity;
        this.changes = changes;
        this.request = request;
    }

    /** Redirects to the page of the form. */
    @GET
    public Response page(@PathParam("realm") String slug) {
        return Pages.redirectTo(new RealmPaths(slug).administrators());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response resend(
            @PathParam("realm") String slug,
            @FormParam("administrator") List<UUID> chosen,
            @FormParam("shown") List<UUID> shown,
            @FormParam("all") String all) {
        SignedIn caller = SignedIn.in(identity, slug);
        AdministratorNotice notice = resend(caller, all == null ? chosen : shown);
        return Pages.redirectTo(
                new RealmPaths(slug).administrators() + "?state=" + AccountState.PENDING + "&done=" + notice.value());
    }

    private AdministratorNotice resend(SignedIn caller, List<UUID> ids) {
        // Null if the request has a body of no form.
        if (ids == null || ids.isEmpty()) {
            return AdministratorNotice.NONE_CHOSEN;
        }
        try {
            // One that has been accepted meanwhile is refused, and is no longer in the list.
            ids.forEach(id -> changes.inviteAgain(request.caller(caller), new AdministratorId(id)));
            return AdministratorNotice.ALL_RESENT;
        } catch (ThrottledException e) {
            return AdministratorNotice.SOME_RESENT;
        }
    }
}
