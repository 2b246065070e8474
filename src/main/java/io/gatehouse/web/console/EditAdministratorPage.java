package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Role;
import io.gatehouse.web.layout.FormErrors;
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
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Changes name and role of an administrator. */
@Path("/realms/{realm}/console/administrators/{id}/edit")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class EditAdministratorPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final Accounts accounts;
    private final AccountChanges changes;
    private final Pages pages;
    private final PageRequest request;

    EditAdministratorPage(
            SecurityIdentity identity,
            StepUpGate gate,
            Accounts accounts,
            AccountChanges changes,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.accounts = accounts;
        this.changes = changes;
        this.pages = pages;
        this.request = request;
    }

    /** The content of the form; {@code name} and the roles as entered, the rest as stored. */
    @TemplateData
    record Form(
            String id,
            String storedName,
            long version,
            String name,
            List<AdministratorFormatter.RoleChoice> roles,
            FormErrors errors) {}

    @GET
    public Response form(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> {
            Account account = accounts.get(caller.realm().id(), new AdministratorId(id));
            return show(200, caller, account, EditEntry.of(account), FormErrors.NONE);
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @PathParam("id") UUID id, @BeanParam EditEntry entry) {
        SignedIn caller = SignedIn.in(identity, slug);
        var account = new AdministratorId(id);
        return gate.require(caller, () -> save(caller, account, entry), () -> unsaved(caller, account, entry));
    }

    private Response unsaved(SignedIn caller, AdministratorId id, EditEntry entry) {
        Account account = accounts.get(caller.realm().id(), id);
        return entry.isOfVersion(account.administrator().version())
                ? show(200, caller, account, entry, FormErrors.NONE)
                : changedMeanwhile(caller, account, entry);
    }

    private Response save(SignedIn caller, AdministratorId id, EditEntry entry) {
        Optional<String> name = DisplayNames.parse(entry.name());
        Optional<Role> role = InvitePage.role(entry.role());
        if (name.isEmpty() || role.isEmpty()) {
            AdministratorMessages messages = pages.messages(AdministratorMessages.class, caller.realm());
            FormErrors errors = name.isEmpty()
                    ? FormErrors.at("name", messages.nameInvalid())
                    : FormErrors.at("role", messages.roleMissing());
            return show(400, caller, accounts.get(caller.realm().id(), id), entry, errors);
        }
        var change = new AccountChanges.Change(name, role, Optional.empty());
        AccountChanges.Outcome outcome = changes.change(request.caller(caller), id, entry::isOfVersion, change);
        return outcome.fold(
                account -> Pages.redirectTo(new RealmPaths(caller.realm().slug())
                        .administrator(id.toString(), AdministratorNotice.SAVED.value())),
                current -> changedMeanwhile(caller, current, entry),
                conflict -> show(
                        409,
                        caller,
                        accounts.get(caller.realm().id(), id),
                        entry,
                        FormErrors.at(
                                "role",
                                pages.messages(AdministratorMessages.class, caller.realm())
                                        .lastInCharge())));
    }

    private Response changedMeanwhile(SignedIn caller, Account current, EditEntry entry) {
        String message = AdministratorFormatter.of(pages, caller).changedMeanwhile(current);
        return show(412, caller, current, entry, FormErrors.at("name", message));
    }

    private Response show(int status, SignedIn caller, Account account, EditEntry entry, FormErrors errors) {
        Administrator administrator = account.administrator();
        var form = new Form(
                administrator.id().toString(),
                administrator.displayName(),
                administrator.version(),
                entry.name(),
                AdministratorFormatter.of(pages, caller).roles(entry.role()),
                errors);
        return pages.show(status, new Page(pages.layout(caller), form));
    }

    record Page(PageLayout layout, Form form) implements PageTemplate {}
}
