package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.phonereset.PhoneResets;
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

/** Changes or removes an administrator. */
@Path("/realms/{realm}/console/administrators/{id}/edit")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class EditAdministratorPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final Accounts accounts;
    private final AccountChanges changes;
    private final PhoneResets resets;
    private final Pages pages;
    private final PageRequest request;

    EditAdministratorPage(
            SecurityIdentity identity,
            StepUpGate gate,
            Accounts accounts,
            AccountChanges changes,
            PhoneResets resets,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.accounts = accounts;
        this.changes = changes;
        this.resets = resets;
        this.pages = pages;
        this.request = request;
    }

    /** The content of the form; {@code name} and the roles as entered, the row as stored. */
    @TemplateData
    record Form(
            AdministratorFormatter.Row row,
            String name,
            List<AdministratorFormatter.RoleChoice> roles,
            boolean disabled,
            boolean hasPhone,
            boolean resetWaits,
            boolean approvesReset,
            boolean deleting,
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
        return gate.require(caller, () -> submit(caller, account, entry), () -> unsaved(caller, account, entry));
    }

    private Response unsaved(SignedIn caller, AdministratorId id, EditEntry entry) {
        Account account = accounts.get(caller.realm().id(), id);
        return entry.isOfVersion(account.administrator().version())
                ? show(200, caller, account, entry, FormErrors.NONE)
                : changedMeanwhile(caller, account, entry);
    }

    private Response submit(SignedIn caller, AdministratorId id, EditEntry entry) {
        return switch (entry.action()) {
            case SAVE -> save(caller, id, entry);
            case DISABLE ->
                after(
                        caller,
                        id,
                        entry,
                        changes.change(request.caller(caller), id, entry::isOfVersion, enabled(false)),
                        AdministratorNotice.DISABLED);
            case ENABLE ->
                after(
                        caller,
                        id,
                        entry,
                        changes.change(request.caller(caller), id, entry::isOfVersion, enabled(true)),
                        AdministratorNotice.ENABLED);
            case ASK_DELETE -> {
                Account account = accounts.get(caller.realm().id(), id);
                yield show(200, caller, account, entry, FormErrors.NONE);
            }
            case DELETE ->
                after(
                        caller,
                        id,
                        entry,
                        changes.delete(request.caller(caller), id, entry::isOfVersion),
                        AdministratorNotice.DELETED);
            case RESET_PHONE, APPROVE_RESET, KEEP_PHONE -> phone(caller, id, entry);
        };
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
        return after(
                caller,
                id,
                entry,
                changes.change(request.caller(caller), id, entry::isOfVersion, change),
                AdministratorNotice.SAVED);
    }

    private Response after(
            SignedIn caller,
            AdministratorId id,
            EditEntry entry,
            AccountChanges.Outcome outcome,
            AdministratorNotice notice) {
        AdministratorMessages messages = pages.messages(AdministratorMessages.class, caller.realm());
        var paths = new RealmPaths(caller.realm().slug());
        return outcome.fold(
                account -> Pages.redirectTo(
                        notice == AdministratorNotice.DELETED
                                ? paths.administrators() + "?done=" + notice.value()
                                : paths.administrator(id.toString(), notice.value())),
                current -> changedMeanwhile(caller, current, entry),
                conflict -> show(
                        409,
                        caller,
                        accounts.get(caller.realm().id(), id),
                        entry,
                        FormErrors.at("role", messages.lastInCharge())));
    }

    private Response changedMeanwhile(SignedIn caller, Account current, EditEntry entry) {
        AdministratorFormatter formatter = AdministratorFormatter.of(pages, caller);
        AdministratorFormatter.Row now = formatter.row(current);
        String message = formatter.messages().changedMeanwhile(now.name(), now.role(), now.state());
        return show(412, caller, current, entry, FormErrors.at("name", message));
    }

    private Response phone(SignedIn caller, AdministratorId id, EditEntry entry) {
        var paths = new RealmPaths(caller.realm().slug());
        AdministratorMessages messages = pages.messages(AdministratorMessages.class, caller.realm());
        UUID pending = resets.findPending(id).map(reset -> reset.id()).orElse(new UUID(0, 0));
        var outcome = switch (entry.action()) {
            case APPROVE_RESET -> resets.approve(request.caller(caller), id, pending);
            case KEEP_PHONE -> resets.cancel(request.caller(caller), id, pending);
            default -> resets.request(request.caller(caller), id);
        };
        AdministratorNotice decided = entry.action() == EditEntry.Action.KEEP_PHONE
                ? AdministratorNotice.RESET_CALLED_OFF
                : AdministratorNotice.RESET_DONE;
        return outcome.fold(
                reset -> Pages.redirectTo(paths.administrator(id.toString(), AdministratorNotice.RESET_ASKED.value())),
                () -> Pages.redirectTo(paths.administrator(id.toString(), decided.value())),
                conflict -> show(
                        409,
                        caller,
                        accounts.get(caller.realm().id(), id),
                        entry,
                        FormErrors.at(
                                "access",
                                switch (conflict) {
                                    case NOT_APPROVER -> messages.notAnother();
                                    case NO_NUMBER, NOT_OPEN -> messages.notOpen();
                                })));
    }

    private static AccountChanges.Change enabled(boolean enabled) {
        return new AccountChanges.Change(Optional.empty(), Optional.empty(), Optional.of(enabled));
    }

    private Response show(int status, SignedIn caller, Account account, EditEntry entry, FormErrors errors) {
        AdministratorFormatter formatter = AdministratorFormatter.of(pages, caller);
        var reset = resets.findPending(account.administrator().id());
        var form = new Form(
                formatter.row(account),
                entry.nameOr(account),
                formatter.roles(entry.roleOr(account)),
                account.administrator().disabled(),
                account.administrator().resetPhone().isPresent(),
                reset.isPresent(),
                reset.stream()
                        .flatMap(pending -> pending.approvers().stream())
                        .anyMatch(approver ->
                                approver.id().equals(caller.administrator().id())),
                entry.deletes() && !errors.any(),
                errors);
        return pages.show(status, new Page(pages.layout(caller), form));
    }

    record Page(PageLayout layout, Form form) implements PageTemplate {}
}
