package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.qute.TemplateData;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** Allows an administrator's suspended recovery codes again, or deletes them. */
@Path("/realms/{realm}/console/administrators/{id}/recovery-codes")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class SuspendedCodesPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final Accounts accounts;
    private final Suspensions suspensions;
    private final Pages pages;
    private final PageRequest request;

    SuspendedCodesPage(
            SecurityIdentity identity,
            StepUpGate gate,
            Accounts accounts,
            Suspensions suspensions,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.accounts = accounts;
        this.suspensions = suspensions;
        this.pages = pages;
        this.request = request;
    }

    /** The content of the page. */
    @TemplateData
    record View(String id, String name, int count, boolean mayLift) {}

    @GET
    public Response page(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> show(200, caller, new AdministratorId(id)));
    }

    /** Deletes the codes, or allows them again; those that another request has decided about are left as they are. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @FormParam("action") String action) {
        SignedIn caller = SignedIn.in(identity, slug);
        var owner = new AdministratorId(id);
        return gate.require(caller, () -> decide(caller, owner, action), () -> show(200, caller, owner));
    }

    private Response decide(SignedIn caller, AdministratorId owner, String action) {
        if ("DELETE".equals(action)) {
            suspensions.deleteRecoveryCodes(request.caller(caller), owner);
            return redirect(caller, owner, AdministratorNotice.CODES_DELETED);
        }
        return suspensions.liftRecoveryCodes(request.caller(caller), owner) == Suspensions.Outcome.LIFTED
                ? redirect(caller, owner, AdministratorNotice.CODES_LIFTED)
                : show(409, caller, owner);
    }

    private Response show(int status, SignedIn caller, AdministratorId id) {
        Administrator owner = accounts.get(caller.realm().id(), id).administrator();
        var view = new View(
                id.toString(),
                owner.displayName(),
                suspensions.countRecoveryCodes(id),
                suspensions.mayLift(caller.administrator().id(), id));
        return pages.show(status, new Page(pages.layout(caller), view));
    }

    private static Response redirect(SignedIn caller, AdministratorId id, AdministratorNotice notice) {
        return Pages.redirectTo(new RealmPaths(caller.realm().slug()).administrator(id.toString(), notice.value()));
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
