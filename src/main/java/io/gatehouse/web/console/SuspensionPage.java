package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.kernel.id.AdministratorId;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongPredicate;

/** Allows an administrator's suspended recovery codes, or passkeys and authenticator app, again, or deletes them. */
@Path("/realms/{realm}/console/administrators/{id}/{credentials: recovery-codes|authenticators}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class SuspensionPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final Accounts accounts;
    private final Suspensions suspensions;
    private final Pages pages;
    private final PageRequest request;

    SuspensionPage(
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

    /** The credentials of an account that a report of misuse suspends together. */
    public enum SuspendedCredentials {
        RECOVERY_CODES,
        AUTHENTICATORS;

        /** Returns the credentials with that path, of which the resource's pattern admits no other. */
        public static SuspendedCredentials fromString(String path) {
            return valueOf(path.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** Returns the last segment of the path of their page. */
        public String path() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The content of the page.
     *
     * @param seen the version of the account
     * @param authenticators the suspended ones; empty if the page is about recovery codes
     * @param hint what to do before they are allowed again, or who can do it
     */
    @TemplateData
    record View(
            String title,
            String lead,
            long seen,
            int count,
            List<AdministratorFormatter.AuthenticatorRow> authenticators,
            boolean mayLift,
            String hint,
            String path,
            String back,
            FormErrors errors) {}

    @GET
    public Response page(
            @PathParam("realm") String slug,
            @PathParam("id") UUID id,
            @PathParam("credentials") SuspendedCredentials credentials) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> show(200, caller, new AdministratorId(id), credentials, FormErrors.NONE));
    }

    /** Deletes the credentials, or allows them again; those that another request has decided about are left as they are. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @PathParam("id") UUID id,
            @PathParam("credentials") SuspendedCredentials credentials,
            @FormParam("action") @DefaultValue("") String action,
            @FormParam("seen") @DefaultValue("0") long seen) {
        SignedIn caller = SignedIn.in(identity, slug);
        var owner = new AdministratorId(id);
        return gate.require(
                caller,
                () -> switch (action) {
                    case "LIFT" -> lift(caller, owner, credentials, version -> version == seen);
                    case "DELETE" -> delete(caller, owner, credentials);
                    default -> show(400, caller, owner, credentials, FormErrors.NONE);
                },
                () -> show(200, caller, owner, credentials, FormErrors.NONE));
    }

    private Response delete(SignedIn caller, AdministratorId owner, SuspendedCredentials credentials) {
        return switch (credentials) {
            case RECOVERY_CODES -> {
                suspensions.deleteRecoveryCodes(request.caller(caller), owner);
                yield redirect(caller, owner, AdministratorNotice.CODES_DELETED);
            }
            case AUTHENTICATORS -> {
                suspensions.deleteAuthenticators(request.caller(caller), owner);
                yield redirect(caller, owner, AdministratorNotice.AUTHENTICATORS_DELETED);
            }
        };
    }

    private Response lift(
            SignedIn caller, AdministratorId owner, SuspendedCredentials credentials, LongPredicate known) {
        Suspensions.Outcome outcome = switch (credentials) {
            case RECOVERY_CODES -> suspensions.liftRecoveryCodes(request.caller(caller), owner, known);
            case AUTHENTICATORS -> suspensions.liftAuthenticators(request.caller(caller), owner, known);
        };
        AdministratorNotice lifted = switch (credentials) {
            case RECOVERY_CODES -> AdministratorNotice.CODES_LIFTED;
            case AUTHENTICATORS -> AdministratorNotice.AUTHENTICATORS_LIFTED;
        };
        return switch (outcome) {
            case LIFTED -> redirect(caller, owner, lifted);
            case STALE -> {
                String message =
                        AdministratorFormatter.of(pages, caller).messages().suspendedSince();
                yield show(412, caller, owner, credentials, FormErrors.at("suspended", message));
            }
            case NOT_SUSPENDED, NOT_INDEPENDENT -> show(409, caller, owner, credentials, FormErrors.NONE);
        };
    }

    private Response show(
            int status, SignedIn caller, AdministratorId id, SuspendedCredentials credentials, FormErrors errors) {
        Account account = accounts.get(caller.realm().id(), id);
        String name = account.administrator().displayName();
        AdministratorFormatter formatter = AdministratorFormatter.of(pages, caller);
        AdministratorMessages messages = formatter.messages();
        boolean mayLift = suspensions.mayLift(caller.administrator().id(), id);
        String back = new RealmPaths(caller.realm().slug()).administrator(id.toString());
        String path = back + "/" + credentials.path();
        var view = switch (credentials) {
            case RECOVERY_CODES ->
                new View(
                        messages.suspendedTitle(),
                        messages.suspendedLead(name),
                        account.administrator().version(),
                        suspensions.countRecoveryCodes(id),
                        List.of(),
                        mayLift,
                        mayLift ? messages.liftHint(name) : messages.liftByOther(),
                        path,
                        back,
                        errors);
            case AUTHENTICATORS ->
                new View(
                        messages.suspendedMethodsTitle(),
                        messages.suspendedMethodsLead(name),
                        account.administrator().version(),
                        suspensions.countAuthenticators(id),
                        formatter.suspended(account),
                        mayLift,
                        mayLift ? messages.liftMethodsHint(name) : messages.liftMethodsByOther(),
                        path,
                        back,
                        errors);
        };
        return pages.show(status, new Page(pages.layout(caller), view));
    }

    private static Response redirect(SignedIn caller, AdministratorId id, AdministratorNotice notice) {
        return Pages.redirectTo(new RealmPaths(caller.realm().slug()).administrator(id.toString(), notice.value()));
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
