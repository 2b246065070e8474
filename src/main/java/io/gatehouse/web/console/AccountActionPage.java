package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.id.AdministratorId;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;

/** Asks for the confirmation of a System Administrator's action on an account, and takes it. */
@Path("/realms/{realm}/console/administrators/{id}/actions/{action}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class AccountActionPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final AccountChanges changes;
    private final FactorResets resets;
    private final AccountActionViews views;
    private final Pages pages;
    private final PageRequest request;

    AccountActionPage(
            SecurityIdentity identity,
            StepUpGate gate,
            AccountChanges changes,
            FactorResets resets,
            AccountActionViews views,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.changes = changes;
        this.resets = resets;
        this.views = views;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response ask(@PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("action") String path) {
        SignedIn caller = SignedIn.in(identity, slug);
        AccountAction action = action(path);
        return gate.require(caller, () -> ask(caller, new AdministratorId(id), action));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response take(
            @PathParam("realm") String slug,
            @PathParam("id") UUID id,
            @PathParam("action") String path,
            @FormParam("version") String version) {
        SignedIn caller = SignedIn.in(identity, slug);
        AccountAction action = action(path);
        LongPredicate known = current -> String.valueOf(current).equals(version);
        var account = new AdministratorId(id);
        return gate.require(caller, () -> take(caller, account, action, known), () -> ask(caller, account, action));
    }

    private Response ask(SignedIn caller, AdministratorId id, AccountAction action) {
        return views.show(200, caller, id, action, FormErrors.NONE);
    }

    private Response take(SignedIn caller, AdministratorId id, AccountAction action, LongPredicate known) {
        return switch (action) {
            case DISABLE ->
                changed(caller, id, action, changes.change(request.caller(caller), id, known, enabled(false)));
            case ENABLE ->
                changed(caller, id, action, changes.change(request.caller(caller), id, known, enabled(true)));
            case DELETE -> changed(caller, id, action, changes.delete(request.caller(caller), id, known));
            case REMOVE_PHONE, REMOVE_AUTHENTICATORS ->
                decided(caller, id, action, resets.request(request.caller(caller), id, action.factor()));
            case APPROVE_REMOVAL, APPROVE_AUTHENTICATORS_REMOVAL ->
                decided(
                        caller,
                        id,
                        action,
                        resets.approve(request.caller(caller), id, action.factor(), pending(id, action)));
            case KEEP_PHONE, KEEP_AUTHENTICATORS ->
                decided(
                        caller,
                        id,
                        action,
                        resets.cancel(request.caller(caller), id, action.factor(), pending(id, action)));
            case REVOKE_SESSIONS -> throw unknown();
        };
    }

    private Response changed(
            SignedIn caller, AdministratorId id, AccountAction action, AccountChanges.Outcome outcome) {
        AdministratorMessages messages = pages.messages(AdministratorMessages.class, caller.realm());
        var paths = new RealmPaths(caller.realm().slug());
        return outcome.fold(
                account -> Pages.redirectTo(
                        switch (action) {
                            case DELETE -> paths.administrators() + "?done=" + AdministratorNotice.DELETED.value();
                            case ENABLE -> paths.administrator(id.toString(), AdministratorNotice.ENABLED.value());
                            default -> paths.administrator(id.toString(), AdministratorNotice.DISABLED.value());
                        }),
                current -> views.show(412, caller, id, action, FormErrors.at("confirm", messages.changedSince())),
                conflict -> views.show(409, caller, id, action, FormErrors.at("confirm", messages.lastInCharge())));
    }

    private Response decided(SignedIn caller, AdministratorId id, AccountAction action, FactorResets.Outcome outcome) {
        AdministratorMessages messages = pages.messages(AdministratorMessages.class, caller.realm());
        var paths = new RealmPaths(caller.realm().slug());
        AdministratorNotice decided = switch (action) {
            case KEEP_PHONE -> AdministratorNotice.RESET_CALLED_OFF;
            case KEEP_AUTHENTICATORS -> AdministratorNotice.AUTHENTICATORS_KEPT;
            case APPROVE_AUTHENTICATORS_REMOVAL -> AdministratorNotice.AUTHENTICATORS_REMOVED;
            default -> AdministratorNotice.RESET_DONE;
        };
        return outcome.fold(
                reset -> Pages.redirectTo(paths.administrator(id.toString(), AdministratorNotice.RESET_ASKED.value())),
                () -> Pages.redirectTo(paths.administrator(id.toString(), decided.value())),
                conflict -> views.show(
                        409,
                        caller,
                        id,
                        action,
                        FormErrors.at(
                                "confirm",
                                switch (conflict) {
                                    case NOT_APPROVER -> messages.notAnother();
                                    case NOTHING_TO_RESET, NOT_OPEN -> messages.notOpen();
                                })));
    }

    private UUID pending(AdministratorId id, AccountAction action) {
        return resets.findPending(id, action.factor()).map(reset -> reset.id()).orElse(new UUID(0, 0));
    }

    private static AccountChanges.Change enabled(boolean enabled) {
        return new AccountChanges.Change(Optional.empty(), Optional.empty(), Optional.of(enabled));
    }

    private static AccountAction action(String path) {
        return AccountAction.parse(path)
                .filter(action -> action != AccountAction.REVOKE_SESSIONS)
                .orElseThrow(AccountActionPage::unknown);
    }

    private static NotFoundException unknown() {
        return new NotFoundException("There is no such action.");
    }
}
