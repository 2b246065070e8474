package io.gatehouse.web.signin;

import io.gatehouse.account.SessionRevocation;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.caller.Caller;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.PendingFlows;
import io.gatehouse.web.layout.PendingFlows.PendingFlow;
import io.gatehouse.web.layout.ProblemPages;
import io.gatehouse.web.layout.RealmPaths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** Redirects a browser from step to step of a sign-in or step-up, identified by a cookie. */
@ApplicationScoped
public class SignInRedirects {
    private final PendingFlows flows;
    private final RealmCookies cookies;
    private final SessionRevocation revocation;
    private final ProblemPages problemPages;
    private final RefusalProblems problems;
    private final PageRequest request;
    private final Clock clock;

    SignInRedirects(
            PendingFlows flows,
            RealmCookies cookies,
            SessionRevocation revocation,
            ProblemPages problemPages,
            RefusalProblems problems,
            PageRequest request,
            Clock clock) {
        this.flows = flows;
        this.cookies = cookies;
        this.revocation = revocation;
        this.problemPages = problemPages;
        this.problems = problems;
        this.request = request;
        this.clock = clock;
    }

    /** Redirects to the page of the next step, or shows this one again if the refusal does not end the flow. */
    Response after(SignInOutcome outcome, Flow flow, Function<Refusal, Response> again) {
        return redirect(outcome, flow, refusal -> refused(refusal, flow, again));
    }

    /** Redirects to the page of the next step, or applies the function of the refusal. */
    public Response redirect(SignInOutcome outcome, Flow flow, Function<Refusal, Response> refused) {
        return outcome.fold(view -> next(view, flow), complete -> done(complete, flow), refused);
    }

    /** Returns that page for the flow's current step, or a redirect if the flow has ended. */
    Response current(SignInOutcome outcome, Flow flow, Function<SignInOutcome.View, Response> page) {
        return outcome.fold(page, complete -> done(complete, flow), refusal -> end(refusal, flow));
    }

    /** Returns the page of a refusal that ends the flow. */
    public Response end(Refusal refusal, Flow flow) {
        return without(flow, problemPages.of(problems.of(refusal), flow));
    }

    /** Returns the response to a refusal: the end of the flow, a redirect to its current step, or this page again. */
    public Response refused(Refusal refusal, Flow flow, Function<Refusal, Response> again) {
        return switch (refusal.reason()) {
            case FLOW_EXPIRED, CODE_USED_UP, LOCKED, ENROLLMENT_TOO_RECENT -> end(refusal, flow);
            case STEP_NOT_ALLOWED -> Pages.redirectTo(flow.code().page());
            case INVALID_CREDENTIALS,
                    THROTTLED,
                    PASSWORD_GUESSED,
                    INVALID_CODE,
                    CODE_EXPIRED,
                    RESEND_TOO_SOON,
                    CHANNEL_NOT_ALLOWED,
                    PHONE_NOT_ALLOWED,
                    PHONE_DISPUTED,
                    AUTHENTICATOR_SUSPENDED,
                    PASSKEY_REFUSED,
                    TOO_MANY_PASSKEYS,
                    AUTHENTICATOR_REQUIRED -> again.apply(refusal);
        };
    }

    /** Returns the page of the browser's pending flow of this goal, or a redirect to its first page if there is none. */
    public Response resume(Flow flow, Function<PendingFlow, Response> page) {
        return flows.find(flow).map(page).orElseGet(() -> startAgain(flow));
    }

    /** Redirects to the flow's first page, and removes the flow from the browser. */
    public Response startAgain(Flow flow) {
        return without(flow, Pages.redirectTo(flow.start()));
    }

    private Response next(SignInOutcome.View view, Flow flow) {
        return flows.redirect(flow, view.signInId(), pending -> page(view, pending));
    }

    /** Returns the path of the page of the flow's current step: the strongest authenticator comes first. */
    static String page(SignInOutcome.View view, Flow flow) {
        return switch (view.state()) {
            case ENROLL_PHONE -> flow.phone();
            case ENROLL_TOTP, ENROLL_PASSKEY ->
                view.enrollable().contains(AuthenticatorKind.PASSKEY) ? flow.newPasskey() : flow.newApp();
            case CODE_SENT, RESET_REQUESTED -> flow.code().page();
            case CHOOSE_CHANNEL ->
                view.authenticators().stream()
                        .findFirst()
                        .map(strongest -> switch (strongest.kind()) {
                            case PASSKEY -> flow.code().passkey();
                            case TOTP -> flow.code().app();
                        })
                        .orElseGet(() -> flow.code().page());
        };
    }

    private Response done(SignInOutcome.Complete complete, Flow flow) {
        String slug = flow.realm().slug();
        OpenedSession opened = complete.opened();
        request.session(flow.realm())
                .ifPresent(older -> revocation.replace(Caller.of(opened.session(), request.requester()), older));
        boolean offered = complete.enrolled()
                && complete.administrator().history().stepUpFrom().isEmpty();
        String end = offered ? new RealmPaths(slug).offerRecoveryCodes(flow.returnTo()) : flow.end();
        Response response =
                without(flow, Pages.redirectTo(end, cookies.set(RealmCookies.Kind.SESSION, slug, opened.secret())));
        return complete.trusted()
                .map(granted -> Response.fromResponse(response)
                        .cookie(cookies.set(
                                RealmCookies.Kind.TRUST,
                                slug,
                                granted.secret(),
                                Duration.between(clock.instant(), granted.until())))
                        .build())
                .orElse(response);
    }

    /** Returns the response, which removes the flow from the browser if it has begun. */
    public Response without(Flow flow, Response response) {
        return flow.handle().isEmpty()
                ? response
                : Response.fromResponse(response).cookie(flows.remove(flow)).build();
    }
}
