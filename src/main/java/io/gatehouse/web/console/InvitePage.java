package io.gatehouse.web.console;

import static io.gatehouse.web.layout.FormValues.text;

import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.realm.Role;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.FormValues;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Invites an administrator. */
@Path("/realms/{realm}/console/administrators/invite")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class InvitePage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final AccountChanges changes;
    private final Pages pages;
    private final PageRequest request;

    InvitePage(SecurityIdentity identity, StepUpGate gate, AccountChanges changes, Pages pages, PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.changes = changes;
        this.pages = pages;
        this.request = request;
    }

    /** The content of the form. */
    record Form(String email, String name, List<AdministratorFormatter.RoleChoice> roles, FormErrors errors) {}

    @GET
    public Response form(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> show(200, caller, "", "", Role.OPERATOR.name(), FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @FormParam("email") String email,
            @FormParam("name") String name,
            @FormParam("role") String role) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(
                caller,
                () -> submit(caller, text(email), text(name), text(role)),
                () -> show(200, caller, text(email), text(name), text(role), FormErrors.NONE));
    }

    private Response submit(SignedIn caller, String email, String name, String role) {
        AdministratorMessages messages = pages.messages(AdministratorMessages.class, caller.realm());
        Optional<EmailAddress> address = EmailAddress.parse(email);
        Optional<String> called = DisplayNames.parse(name);
        Optional<Role> wanted = role(role);
        FormErrors errors = FormErrors.NONE;
        if (address.isEmpty()) {
            errors = errors.and("email", messages.emailInvalid());
        }
        if (called.isEmpty()) {
            errors = errors.and("name", messages.nameInvalid());
        }
        if (wanted.isEmpty()) {
            errors = errors.and("role", messages.roleMissing());
        }
        if (errors.any()) {
            return show(400, caller, email, name, role, errors);
        }
        var paths = new RealmPaths(caller.realm().slug());
        return changes.invite(request.caller(caller), address.get(), called.get(), wanted.get())
                .fold(
                        account -> Pages.redirectTo(paths.administrator(
                                account.administrator().id().toString(), AdministratorNotice.INVITED.value())),
                        stale -> Pages.redirectTo(paths.administrators()),
                        conflict ->
                                show(409, caller, email, name, role, FormErrors.at("email", messages.emailTaken())));
    }

    private Response show(int status, SignedIn caller, String email, String name, String role, FormErrors errors) {
        var form =
                new Form(email, name, AdministratorFormatter.of(pages, caller).roles(role), errors);
        return pages.show(status, new Page(pages.layout(caller), form));
    }

    static Optional<Role> role(String typed) {
        return FormValues.constant(Role.values(), typed);
    }

    record Page(PageLayout layout, Form form) implements PageTemplate {}
}
