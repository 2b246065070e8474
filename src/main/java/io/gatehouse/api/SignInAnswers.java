package io.gatehouse.api;

import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RealmCookies;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.TrustedBrowser;
import io.gatehouse.signin.SignInOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;

/** Says what a step led to, in the contract's words and cookies. */
@ApplicationScoped
class SignInAnswers {
    private final TokensBodies tokens;
    private final RefusalProblems problems;
    private final RealmCookies cookies;
    private final Clock clock;

    SignInAnswers(TokensBodies tokens, RefusalProblems problems, RealmCookies cookies, Clock clock) {
        this.tokens = tokens;
        this.problems = problems;
        this.cookies = cookies;
        this.clock = clock;
    }

    Response of(Realm realm, SignInOutcome outcome) {
        return outcome.fold(
                view -> answer(SignInBody.pending(view)).build(), complete -> complete(realm, complete), refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }

    private Response complete(Realm realm, SignInOutcome.Complete complete) {
        var body = SignInBody.complete(
                tokens.of(realm, complete.administrator(), complete.opened()),
                complete.trusted().map(TrustedBrowser.Granted::until));
        Response.ResponseBuilder answer = answer(body);
        tokens.cookie(realm, complete.opened()).ifPresent(answer::cookie);
        complete.trusted()
                .ifPresent(granted -> answer.cookie(cookies.set(
                        RealmCookies.Kind.TRUST,
                        realm.slug(),
                        granted.secret(),
                        Duration.between(clock.instant(), granted.until()))));
        return answer.build();
    }

    private static Response.ResponseBuilder answer(SignInBody body) {
        return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
