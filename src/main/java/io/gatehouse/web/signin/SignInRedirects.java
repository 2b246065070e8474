package io.gatehouse.web.signin;

import io.gatehouse.account.SessionRevocation;
import io.gatehouse.caller.Caller;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.PendingCookie;
import io.gatehouse.web.layout.ProblemPages;
import io.gatehouse.web.layout.RealmPaths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** Leads a browser from step to step of its sign-in or step-up, by the cookie it keeps meanwhile. */
@ApplicationScoped
public class SignInRedirects {
    private final RealmCookies cookies;
    private final SessionRevocation revocation;
    private final ProblemPages problemPages;
    private final RefusalProblems problems;
    private final PageRequest request;
    private final Clock clock;

    SignInRedirects(
            RealmCookies cookies,
            SessionRevocation revocation,
            ProblemPages problemPages,
            RefusalProblems problems,
            PageRequest request,
            Clock clock) {
        this.cookies = cookies;
        this.revocation = revocation;
        this.problemPages = problemPages;
        this.problems = problems;
        this.request = request;
        this.clock = clock;
    }

    /** To the page of the next step, or of this one again if the refusal leaves it open. */
    Response after(SignInOutcome outcome, Flow flow, Function<Refusal, Response> again) {
        return lead(outcome, flow, refusal -> refused(refusal, flow, again));
    }

    /** To the page of the next step, or what a refusal leads to. */
    Response lead(SignInOutcome outcome, Flow flow, Function<Refusal, Response> refused) {
        return outcome.fold(view -> next(view, flow), complete -> done(complete, flow), refused);
    }

    /** The page of where the flow stands, as long as it goes on. */
    Response current(SignInOutcome outcome, Flow flow, Function<SignInOutcome.View, Response> page) {
        return outcome.fold(page, complete -> done(complete, flow), refusal -> end(refusal, flow));
    }

    /** The page of a refusal that ends the flow. */
    public Response end(Refusal refusal, Flow flow) {
        return Response.fromResponse(problemPages.of(problems.of(refusal), flow))
                .cookie(forgotten(flow))
                .build();
    }

    /** To where a refusal leads: the end of the flow, its step at hand, or this page again. */
    public Response refused(Refusal refusal, Flow flow, Function<Refusal, Response> again) {
        return switch (refusal.reason()) {
            case FLOW_EXPIRED, CODE_USED_UP, LOCKED -> end(refusal, flow);
            case STEP_NOT_ALLOWED -> Pages.redirectTo(flow.code().page());
            case INVALID_CREDENTIALS,
                    THROTTLED,
                    INVALID_CODE,
                    CODE_EXPIRED,
                    RESEND_TOO_SOON,
                    CHANNEL_NOT_ALLOWED,
                    PHONE_NOT_ALLOWED -> again.apply(refusal);
        };
    }

    /** To a fresh start, for a browser that is in no such flow. */
    public Response startAgain(Flow flow) {
        return Pages.redirectTo(flow.start(), forgotten(flow));
    }

    private Response next(SignInOutcome.View view, Flow flow) {
        String slug = flow.realm().slug();
        NewCookie pending =
                cookies.set(flow.cookie(), slug, new PendingCookie(view.signInId(), flow.returnTo()).value());
        return Pages.redirectTo(
                view.state() == SignInOutcome.State.ENROLL_PHONE
                        ? new RealmPaths(slug).phone()
                        : flow.code().page(),
                pending);
    }

    private Response done(SignInOutcome.Complete complete, Flow flow) {
        String slug = flow.realm().slug();
        OpenedSession opened = complete.opened();
        request.session(flow.realm())
                .ifPresent(older -> revocation.replace(Caller.of(opened.session(), request.requester()), older));
        String end = complete.enrolled() ? new RealmPaths(slug).offerRecoveryCodes(flow.returnTo()) : flow.end();
        Response answer =
                Pages.redirectTo(end, cookies.set(RealmCookies.Kind.SESSION, slug, opened.secret()), forgotten(flow));
        return complete.trusted()
                .map(granted -> Response.fromResponse(answer)
                        .cookie(cookies.set(
                                RealmCookies.Kind.TRUST,
                                slug,
                                granted.secret(),
                                Duration.between(clock.instant(), granted.until())))
                        .build())
                .orElse(answer);
    }

    private NewCookie forgotten(Flow flow) {
        return cookies.remove(flow.cookie(), flow.realm().slug());
    }
}
