package io.gatehouse.api.signin;

import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.TrustedBrowser;
import io.gatehouse.signin.Prepared;
import io.gatehouse.signin.SignInOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Maps the outcome of a sign-in's step to a response with its cookies. */
@ApplicationScoped
public class SignInResponseMapper {
    private final TokensBodyFactory tokens;
    private final RefreshCookie refreshCookie;
    private final RefusalProblems problems;
    private final RealmCookies cookies;
    private final Clock clock;

    SignInResponseMapper(
            TokensBodyFactory tokens,
            RefreshCookie refreshCookie,
            RefusalProblems problems,
            RealmCookies cookies,
            Clock clock) {
        this.tokens = tokens;
        this.refreshCookie = refreshCookie;
        this.problems = problems;
        this.cookies = cookies;
        this.clock = clock;
    }

    public RestResponse<SignInBody> of(Realm realm, SignInOutcome outcome) {
        return outcome.fold(
                view -> RestResponse.ok(SignInBody.pending(view)), complete -> complete(realm, complete), refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }

    /**
     * Returns the body of what was prepared for the next step.
     *
     * @throws ProblemException if the step was refused
     */
    public <T, R> R of(Prepared<T> prepared, Function<T, R> body) {
        return prepared.fold(body, refusal -> {
            throw new ProblemException(problems.of(refusal));
        });
    }

    private RestResponse<SignInBody> complete(Realm realm, SignInOutcome.Complete complete) {
        var body = SignInBody.complete(
                tokens.of(realm, complete.administrator(), complete.opened()),
                complete.trusted().map(TrustedBrowser.Granted::until));
        var response = RestResponse.ResponseBuilder.ok(body);
        refreshCookie.of(realm, complete.opened()).ifPresent(response::cookie);
        complete.trusted()
                .ifPresent(granted -> response.cookie(cookies.set(
                        RealmCookies.Kind.TRUST,
                        realm.slug(),
                        granted.secret(),
                        Duration.between(clock.instant(), granted.until()))));
        return response.build();
    }
}
