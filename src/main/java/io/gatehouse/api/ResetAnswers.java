package io.gatehouse.api;

import io.gatehouse.password.Rejection;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.reset.ResetOutcome;
import io.gatehouse.reset.ResetView;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Says what a step towards a new password led to. */
@Singleton
class ResetAnswers {
    private final RefusalProblems problems;

    ResetAnswers(RefusalProblems problems) {
        this.problems = problems;
    }

    Response of(ResetOutcome outcome, Function<ResetView, ResetBody> body) {
        return outcome.fold(
                view -> Response.ok(body.apply(view))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build(),
                () -> Response.noContent().build(),
                rejections -> {
                    throw new ProblemException(rejected(rejections));
                },
                refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }

    /** What is wrong with the password wished for. */
    static Problem rejected(List<Rejection> rejections) {
        return Problem.of(ProblemCode.PASSWORD_REJECTED, "Choose another password.")
                .withErrors(rejections.stream()
                        .map(rejection -> new Problem.FieldError(
                                "newPassword", rejection.name().toLowerCase(Locale.ROOT), message(rejection)))
                        .toList());
    }

    private static String message(Rejection rejection) {
        return switch (rejection) {
            case TOO_SHORT -> "It is too short.";
            case TOO_LONG -> "It is longer than 128 characters.";
            case COMPROMISED -> "It is among the first that are tried.";
            case CONTAINS_IDENTITY -> "It rests on the name of the person, the realm or the product.";
            case REUSED -> "It is the current one.";
        };
    }
}
