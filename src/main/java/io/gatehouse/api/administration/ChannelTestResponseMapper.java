package io.gatehouse.api.administration;

import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.api.signin.RefreshCookie;
import io.gatehouse.api.signin.SignInBody;
import io.gatehouse.api.signin.TokensBodyFactory;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Sessions.OpenedSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Maps the outcome of a channel test to a response in the form of a sign-in state. */
@ApplicationScoped
class ChannelTestResponseMapper {
    private final Administrators administrators;
    private final TokensBodyFactory tokens;
    private final RefreshCookie cookie;
    private final RefusalProblems problems;

    ChannelTestResponseMapper(
            Administrators administrators, TokensBodyFactory tokens, RefreshCookie cookie, RefusalProblems problems) {
        this.administrators = administrators;
        this.tokens = tokens;
        this.cookie = cookie;
        this.problems = problems;
    }

    RestResponse<SignInBody> of(Realm realm, ChannelTests.Outcome outcome) {
        return outcome.fold(
                code -> RestResponse.ok(SignInBody.sent(code)), opened -> proven(realm, opened), refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }

    private RestResponse<SignInBody> proven(Realm realm, OpenedSession opened) {
        Administrator administrator = administrators
                .find(realm.id(), opened.session().administrator())
                .orElseThrow(() -> new NotFoundException("There is no such account."));
        var response = RestResponse.ResponseBuilder.ok(
                SignInBody.complete(tokens.of(realm, administrator, opened), Optional.empty()));
        cookie.of(realm, opened).ifPresent(response::cookie);
        return response.build();
    }
}
