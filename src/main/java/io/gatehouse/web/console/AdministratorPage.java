package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administration.accounts.AccountSupportService;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Role;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** Shows one administrator, and unlocks, re-invites or signs out the account. */
@Path("/realms/{realm}/console/administrators/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR"})
public class AdministratorPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final AccountSupportService support;
    private final AccountChanges changes;
    private final AdministratorViews views;
    private final AccountActionViews actions;
    private final Pages pages;
    private final PageRequest request;

    AdministratorPage(
            SecurityIdentity identity,
            StepUpGate gate,
            AccountSupportService support,
            AccountChanges changes,
            AdministratorViews views,
            AccountActionViews actions,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.support = support;
        this.changes = changes;
        this.views = views;
        this.actions = actions;
        this.pages = pages;
        this.request = request;
    }

    @GET
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    public Response page(@PathParam("realm") String slug, @PathParam("id") UUID id, @QueryParam("done") String done) {
        SignedIn caller = SignedIn.in(identity, slug);
        AdministratorMessages messages = pages.messages(AdministratorMessages.class, caller.realm());
        return views.show(
                200, caller, new AdministratorId(id), AdministratorNotice.text(done, messages), FormErrors.NONE);
    }

    @POST
    @Path("/unlock")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response unlock(@PathParam("realm") String slug, @PathParam("id") UUID id, @FormParam("from") String from) {
        SignedIn caller = SignedIn.in(identity, slug);
        AdministratorId account = new AdministratorId(id);
        if (support.unlock(request.caller(caller), account).lockedUntil().isEmpty()) {
            return "overview".equals(from)
                    ? Pages.redirectTo(new RealmPaths(slug).console() + "?done=" + AdministratorNotice.UNLOCKED.value())
                    : redirect(caller, id, AdministratorNotice.UNLOCKED);
        }
        boolean canAfterStepUp = caller.administrator().role() == Role.SYSTEM_ADMINISTRATOR
                && !caller.administrator().id().equals(account);
        return canAfterStepUp
                ? gate.require(
                        caller,
                        () -> redirect(caller, id, AdministratorNotice.STILL_LOCKED),
                        () -> views.show(200, caller, account, "", FormErrors.NONE))
                : redirect(caller, id, AdministratorNotice.STILL_LOCKED);
    }

    /** Redirects to the page of the form, to which the step-up of {@link #unlock} returns. */
    @GET
    @Path("/{form: unlock|resend-invitation}")
    public Response form(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        return Pages.redirectTo(new RealmPaths(slug).administrator(id.toString()));
    }

    @GET
    @Path("/revoke-sessions")
    public Response askToRevokeSessions(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        return actions.show(200, caller, new AdministratorId(id), AccountAction.REVOKE_SESSIONS, FormErrors.NONE);
    }

    @POST
    @Path("/revoke-sessions")
    public Response revokeSessions(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        support.revokeSessions(request.caller(caller), new AdministratorId(id));
        return redirect(caller, id, AdministratorNotice.REVOKED);
    }

    @POST
    @Path("/resend-invitation")
    public Response resendInvitation(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        String refusal =
                pages.messages(AdministratorMessages.class, caller.realm()).notInvited();
        return changes.inviteAgain(request.caller(caller), new AdministratorId(id))
                .fold(
                        account -> redirect(caller, id, AdministratorNotice.RESENT),
                        stale -> redirect(caller, id, AdministratorNotice.RESENT),
                        conflict ->
                                views.show(409, caller, new AdministratorId(id), "", FormErrors.at("help", refusal)));
    }

    private static Response redirect(SignedIn caller, UUID id, AdministratorNotice notice) {
        return Pages.redirectTo(new RealmPaths(caller.realm().slug()).administrator(id.toString(), notice.value()));
    }
}
