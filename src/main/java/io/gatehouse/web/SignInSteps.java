package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.http.RealmCookies;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.realm.Realm;
import io.gatehouse.signin.PendingView;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.signin.SignInState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Leads a browser from step to step of its sign-in, by the cookie it keeps meanwhile. */
@ApplicationScoped
class SignInSteps {
    private final RealmCookies cookies;
    private final ProblemPages problemPages;
    private final RefusalProblems problems;
    private final Clock clock;

    SignInSteps(RealmCookies cookies, ProblemPages problemPages, RefusalProblems problems, Clock clock) {
        this.cookies = cookies;
        this.problemPages = problemPages;
        this.problems = problems;
        this.clock = clock;
    }

    /** To the page of the next step, or of this one again if the refusal leaves it open. */
    Response after(SignInOutcome outcome, Realm realm, Optional<ReturnTo> returnTo, Function<Refusal, Response> again) {
        return outcome.fold(
                view -> next(view, realm, returnTo),
                complete -> signedIn(complete, realm, returnTo),
                refusal -> refused(refusal, realm, returnTo, again));
    }

    /** The page of where the sign-in stands, as long as it goes on. */
    Response current(
            SignInOutcome outcome, Realm realm, Optional<ReturnTo> returnTo, Function<PendingView, Response> page) {
        return outcome.fold(
                page, complete -> signedIn(complete, realm, returnTo), refusal -> end(refusal, realm, returnTo));
    }

    /** The page of a refusal that ends the sign-in. */
    Response end(Refusal refusal, Realm realm, Optional<ReturnTo> returnTo) {
        return Response.fromResponse(problemPages.of(problems.of(refusal), realm, returnTo))
                .cookie(cookies.remove(RealmCookies.Kind.SIGN_IN, realm.slug()))
                .build();
    }

    /** To a fresh sign-in, for a browser that is in none. */
    Response startAgain(Realm realm, Optional<ReturnTo> returnTo) {
        return Pages.leadTo(
                new RealmPaths(realm.slug()).signIn(returnTo), cookies.remove(RealmCookies.Kind.SIGN_IN, realm.slug()));
    }

    private Response next(PendingView view, Realm realm, Optional<ReturnTo> returnTo) {
        var paths = new RealmPaths(realm.slug());
        NewCookie pending = cookies.set(
                RealmCookies.Kind.SIGN_IN, realm.slug(), new PendingCookie(view.signInId(), returnTo).value());
        return Pages.leadTo(view.state() == SignInState.ENROLL_PHONE ? paths.phone() : paths.code(), pending);
    }

    private Response signedIn(SignInOutcome.Complete complete, Realm realm, Optional<ReturnTo> returnTo) {
        String slug = realm.slug();
        Response answer = Pages.leadTo(
                returnTo.map(ReturnTo::value).orElseGet(() -> new RealmPaths(slug).console()),
                cookies.set(RealmCookies.Kind.SESSION, slug, complete.opened().secret()),
                cookies.remove(RealmCookies.Kind.SIGN_IN, slug));
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

    private Response refused(
            Refusal refusal, Realm realm, Optional<ReturnTo> returnTo, Function<Refusal, Response> again) {
        return switch (refusal.reason()) {
            case FLOW_EXPIRED, CODE_USED_UP, LOCKED -> end(refusal, realm, returnTo);
            case STEP_NOT_ALLOWED -> Pages.leadTo(new RealmPaths(realm.slug()).code());
            case INVALID_CREDENTIALS,
                    THROTTLED,
                    INVALID_CODE,
                    CODE_EXPIRED,
                    RESEND_TOO_SOON,
                    CHANNEL_NOT_ALLOWED,
                    PHONE_NOT_ALLOWED -> again.apply(refusal);
        };
    }
}
