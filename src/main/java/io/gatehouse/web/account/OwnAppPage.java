package io.gatehouse.web.account;

import io.gatehouse.account.OwnAuthenticators;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.authenticator.TotpEnrollment;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.http.TypedCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.gatehouse.web.signin.AuthenticatorMessages;
import io.gatehouse.web.signin.AuthenticatorRefusals;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Sets up, replaces and removes the caller's own authenticator app; requires a recent authentication. */
@Path("/realms/{realm}/account/authenticator-app")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class OwnAppPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final OwnAuthenticators own;
    private final Authenticators authenticators;
    private final AuthenticatorRefusals refusals;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    OwnAppPage(
            SecurityIdentity identity,
            StepUpGate gate,
            OwnAuthenticators own,
            Authenticators authenticators,
            AuthenticatorRefusals refusals,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.own = own;
        this.authenticators = authenticators;
        this.refusals = refusals;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response setUp(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> showSetUp(200, caller, FormErrors.NONE));
    }

    /** Makes the app the account's by its first code. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(@PathParam("realm") String slug, @FormParam("code") String submitted) {
        SignedIn caller = SignedIn.in(identity, slug);
        String typed = submitted == null ? "" : submitted;
        return gate.require(
                caller,
                () -> TypedCode.digits(typed, AuthenticatorRefusals.DIGITS)
                        .map(digits -> own.confirmTotp(request.caller(caller), digits)
                                .map(refusal -> refused(caller, refusal))
                                .orElseGet(() -> AccountPage.redirect(caller, AccountPage.Done.APP_ADDED)))
                        .orElseGet(() -> showSetUp(400, caller, refusals.malformed(caller.realm(), typed.isBlank()))),
                () -> showSetUp(200, caller, FormErrors.NONE));
    }

    /** Returns the page again; with a new secret if the old one has expired, or its attempts are used up. */
    private Response refused(SignedIn caller, Refusal refusal) {
        boolean over = AuthenticatorRefusals.isLast(refusal)
                || refusal.reason() == Reason.CODE_USED_UP
                || refusal.reason() == Reason.STEP_NOT_ALLOWED;
        if (over) {
            own.enrollTotp(request.caller(caller));
        }
        String message = over ? messages(caller).appAgain() : refusals.message(caller.realm(), refusal);
        return showSetUp(problems.of(refusal).code().status(), caller, FormErrors.at("code", message));
    }

    @GET
    @Path("/remove")
    public Response confirmRemoval(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return hasApp(caller) ? gate.require(caller, () -> showRemoval(200, caller, FormErrors.NONE)) : account(caller);
    }

    @POST
    @Path("/remove")
    public Response remove(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(
                caller,
                () -> own.removeTotp(request.caller(caller))
                        .fold(
                                removed -> AccountPage.redirect(caller, AccountPage.Done.APP_REMOVED),
                                refusal -> showRemoval(
                                        problems.of(refusal).code().status(),
                                        caller,
                                        FormErrors.at("remove", refusals.message(caller.realm(), refusal)))),
                () -> showRemoval(200, caller, FormErrors.NONE));
    }

    private boolean hasApp(SignedIn caller) {
        return authenticators.list(caller.administrator().id()).stream()
                .anyMatch(one -> one.kind() == AuthenticatorKind.TOTP);
    }

    private static Response account(SignedIn caller) {
        return Pages.redirectTo(new RealmPaths(caller.realm().slug()).account());
    }

    private AuthenticatorMessages messages(SignedIn caller) {
        return pages.messages(AuthenticatorMessages.class, caller.realm());
    }

    /** Returns the page with the secret that waits for its first code, or else a new one. */
    private Response showSetUp(int status, SignedIn caller, FormErrors errors) {
        return own.pendingTotp(request.caller(caller))
                .map(app -> showSetUp(status, caller, app, errors))
                .orElseGet(() -> own.enrollTotp(request.caller(caller))
                        .fold(app -> showSetUp(status, caller, app, errors), refusal -> account(caller)));
    }

    private Response showSetUp(int status, SignedIn caller, TotpEnrollment app, FormErrors errors) {
        return pages.show(status, new SetUp(pages.layout(caller.realm()), app, hasApp(caller), errors));
    }

    private Response showRemoval(int status, SignedIn caller, FormErrors errors) {
        return pages.show(status, new Remove(pages.layout(caller), errors));
    }

    record SetUp(PageLayout layout, TotpEnrollment app, boolean replaces, FormErrors errors) implements PageTemplate {}

    record Remove(PageLayout layout, FormErrors errors) implements PageTemplate {}
}
