package io.gatehouse.web.signin;

import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.TotpEnrollment;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.http.TypedCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.signin.SignInService;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.PendingFlows.PendingFlow;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** Enrols the passkey or authenticator app that the policy requires, at the end of a sign-in by a weaker factor. */
@Path("/realms/{realm}/sign-in")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class NewAuthenticatorPage {
    private final Realms realms;
    private final SignInService signIns;
    private final SignInRedirects redirects;
    private final SignInCodes codes;
    private final AuthenticatorRefusals refusals;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    NewAuthenticatorPage(
            Realms realms,
            SignInService signIns,
            SignInRedirects redirects,
            SignInCodes codes,
            AuthenticatorRefusals refusals,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.realms = realms;
        this.signIns = signIns;
        this.redirects = redirects;
        this.codes = codes;
        this.refusals = refusals;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    /** The options for {@code PublicKeyCredential.parseCreationOptionsFromJSON}. */
    @RegisterForReflection
    public record PasskeyCreation(PasskeyOptions.Creation publicKey) {}

    @GET
    @Path("/new-passkey")
    public Response passkeyPage(@PathParam("realm") String slug) {
        return inSignIn(slug, pending -> showPasskey(pending, 200, FormErrors.NONE));
    }

    /** Returns the options for the script of the page, each time with a new challenge. */
    @POST
    @Path("/new-passkey/options")
    @Produces(MediaType.APPLICATION_JSON)
    public Response options(@PathParam("realm") String slug) {
        return inSignIn(
                slug,
                pending -> signIns.createPasskey(realm(pending), pending.id(), request.requester())
                        .fold(
                                options -> Response.ok(new PasskeyCreation(options))
                                        .build(),
                                refusal -> {
                                    throw new ProblemException(problems.of(refusal));
                                }));
    }

    /** Adds the passkey that the page's script has posted; without script there is none. */
    @POST
    @Path("/new-passkey")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response addPasskey(
            @PathParam("realm") String slug,
            @FormParam("credential") String credential,
            @FormParam("cancel") String cancel) {
        if (cancel != null) {
            return codes.in(slug, CodeFlow::cancel);
        }
        return codes.in(slug, code -> {
            if (credential == null || credential.isEmpty()) {
                String message = pages.messages(AuthenticatorMessages.class, code.realm())
                        .needsScript();
                return passkeyErrors(slug, 400, message);
            }
            return code.verifyPasskey(
                    credential,
                    false,
                    refusal -> refused(
                            code.flow(),
                            refusal,
                            open -> passkeyErrors(
                                    slug, problems.of(open).code().status(), refusals.creation(code.realm(), open))));
        });
    }

    @GET
    @Path("/new-app")
    public Response appPage(@PathParam("realm") String slug) {
        return inSignIn(slug, pending -> showApp(pending, 200, FormErrors.NONE));
    }

    /** Verifies the first code of the app, which completes the sign-in. */
    @POST
    @Path("/new-app")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirmApp(
            @PathParam("realm") String slug, @FormParam("code") String submitted, @FormParam("cancel") String cancel) {
        if (cancel != null) {
            return codes.in(slug, CodeFlow::cancel);
        }
        String typed = submitted == null ? "" : submitted;
        return codes.in(
                slug,
                code -> TypedCode.digits(typed, AuthenticatorRefusals.DIGITS)
                        .map(digits -> code.verifyTotp(
                                digits,
                                false,
                                refusal -> refused(
                                        code.flow(),
                                        refusal,
                                        open -> appErrors(
                                                slug,
                                                problems.of(open).code().status(),
                                                FormErrors.at("code", refusals.message(code.realm(), open))))))
                        .orElseGet(() -> appErrors(slug, 400, refusals.malformed(code.realm(), typed.isBlank()))));
    }

    private Response refused(Flow flow, Refusal refusal, Function<Refusal, Response> again) {
        if (AuthenticatorRefusals.isLast(refusal)) {
            return redirects.end(Refusal.of(Reason.CODE_USED_UP), flow);
        }
        return refusal.reason() == Reason.CHANNEL_NOT_ALLOWED
                ? Pages.redirectTo(flow.code().page())
                : redirects.refused(refusal, flow, again);
    }

    private Response passkeyErrors(String slug, int status, String message) {
        return inSignIn(slug, pending -> showPasskey(pending, status, FormErrors.at("passkey", message)));
    }

    private Response appErrors(String slug, int status, FormErrors errors) {
        return inSignIn(slug, pending -> showApp(pending, status, errors));
    }

    private Response showPasskey(PendingFlow pending, int status, FormErrors errors) {
        return enrolling(
                pending,
                AuthenticatorKind.PASSKEY,
                view -> pages.show(
                        status,
                        new Passkey(
                                pages.layout(realm(pending)),
                                pending.flow(),
                                why(pending, view, AuthenticatorKind.PASSKEY),
                                view.enrollable().contains(AuthenticatorKind.TOTP),
                                errors)));
    }

    private Response showApp(PendingFlow pending, int status, FormErrors errors) {
        return enrolling(
                pending,
                AuthenticatorKind.TOTP,
                view -> signIns.enrollTotp(realm(pending), pending.id(), request.requester())
                        .fold(
                                app -> pages.show(
                                        status,
                                        new App(
                                                pages.layout(realm(pending)),
                                                pending.flow(),
                                                why(pending, view, AuthenticatorKind.TOTP),
                                                app,
                                                view.enrollable().contains(AuthenticatorKind.PASSKEY),
                                                errors)),
                                refusal ->
                                        Pages.redirectTo(pending.flow().code().page())));
    }

    /** Returns that page if an authenticator of the kind is to be enrolled, or a redirect to the sign-in's current step. */
    private Response enrolling(
            PendingFlow pending, AuthenticatorKind kind, Function<SignInOutcome.View, Response> page) {
        return redirects.current(
                signIns.state(realm(pending), pending.id(), request.requester()),
                pending.flow(),
                view -> view.enrollable().contains(kind)
                        ? page.apply(view)
                        : Pages.redirectTo(pending.flow().code().page()));
    }

    private String why(PendingFlow pending, SignInOutcome.View view, AuthenticatorKind kind) {
        AuthenticatorMessages messages = pages.messages(AuthenticatorMessages.class, realm(pending));
        String name = realm(pending).settings().displayName();
        if (kind == AuthenticatorKind.TOTP) {
            return messages.whyApp(name);
        }
        return view.enrollable().contains(AuthenticatorKind.TOTP)
                ? messages.whyEither(name)
                : messages.whyPasskey(name);
    }

    private Response inSignIn(String slug, Function<PendingFlow, Response> page) {
        Flow flow = Flow.signIn(realms.get(slug), request.returnTo());
        return redirects.resume(flow, page);
    }

    private static Realm realm(PendingFlow pending) {
        return pending.flow().realm();
    }

    record Passkey(PageLayout layout, Flow flow, String why, boolean orApp, FormErrors errors)
            implements PageTemplate {}

    record App(PageLayout layout, Flow flow, String why, TotpEnrollment app, boolean orPasskey, FormErrors errors)
            implements PageTemplate {}
}
