package io.gatehouse.api;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.administration.ChannelTestOutcome;
import io.gatehouse.code.SentCode;
import io.gatehouse.platform.NotFoundException;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.OpenedSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Says what a step of a channel's test led to, in the words of a sign-in state. */
@ApplicationScoped
class ChannelTestAnswers {
    private final Administrators administrators;
    private final TokensBodies tokens;
    private final RefusalProblems problems;

    ChannelTestAnswers(Administrators administrators, TokensBodies tokens, RefusalProblems problems) {
        this.administrators = administrators;
        this.tokens = tokens;
        this.problems = problems;
    }

    Response of(Realm realm, ChannelTestOutcome outcome) {
        return outcome.fold(ChannelTestAnswers::sent, opened -> proven(realm, opened), refusal -> {
            throw new ProblemException(problems.of(refusal));
        });
    }

    private static Response sent(SentCode code) {
        return answer(SignInBody.sent(code)).build();
    }

    private Response proven(Realm realm, OpenedSession opened) {
        Administrator person = administrators
                .find(realm.id(), opened.session().administrator())
                .orElseThrow(() -> new NotFoundException("There is no such account."));
        Response.ResponseBuilder answer =
                answer(SignInBody.complete(tokens.of(realm, person, opened), Optional.empty()));
        tokens.cookie(realm, opened).ifPresent(answer::cookie);
        return answer.build();
    }

    private static Response.ResponseBuilder answer(SignInBody body) {
        return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
