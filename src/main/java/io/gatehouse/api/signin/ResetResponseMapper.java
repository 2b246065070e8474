package io.gatehouse.api.signin;

import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.password.Rejection;
import io.gatehouse.passwordreset.ResetOutcome;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Maps the outcome of a password reset's step to the reset's state. */
@Singleton
public class ResetResponseMapper {
    private final RefusalProblems problems;

    ResetResponseMapper(RefusalProblems problems) {
        this.problems = problems;
    }

    /**
     * Returns the state, or null after the password was set.
     *
     * @throws ProblemException if the step was refused
     */
    <T> T of(ResetOutcome outcome, Function<ResetOutcome.View, T> body) {
        return outcome.fold(
                body,
                () -> null,
                rejections -> {
                    throw new ProblemException(rejected(rejections));
                },
                refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }

    /** Returns the reasons why the password was rejected. */
    public static Problem rejected(List<Rejection> rejections) {
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
            case COMPROMISED -> "It is among the first that attackers try.";
            case CONTAINS_IDENTITY -> "It is based on the name of the administrator, the realm or the product.";
            case REUSED -> "It is the current one.";
        };
    }
}
