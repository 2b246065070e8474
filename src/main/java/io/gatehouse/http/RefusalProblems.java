package io.gatehouse.http;

import io.gatehouse.kernel.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Maps refusals to problems of the HTTP contract. */
@Singleton
public class RefusalProblems {
    private final Clock clock;

    RefusalProblems(Clock clock) {
        this.clock = clock;
    }

    /** Returns the problem for the refusal. */
    public Problem of(Refusal refusal) {
        Problem problem = refusal.replaced().map(RefusalProblems::replaced).orElseGet(() -> plain(refusal.reason()));
        if (refusal.attemptsLeft().isPresent()) {
            problem = problem.withAttemptsLeft(refusal.attemptsLeft().getAsInt());
        }
        if (refusal.until().isPresent()) {
            problem = problem.withRetryAfter(
                    Duration.between(clock.instant(), refusal.until().get()));
            if (refusal.reason() == Refusal.Reason.LOCKED || refusal.reason() == Refusal.Reason.ENROLLMENT_TOO_RECENT) {
                problem = problem.withUntil(refusal.until().get());
            }
        }
        return problem;
    }

    private static Problem replaced(Refusal.Replaced tags) {
        return Problem.of(
                ProblemCode.INVALID_CODE,
                "That is the code of message " + tags.entered() + ", the newest is " + tags.newest() + ".");
    }

    private static Problem plain(Refusal.Reason reason) {
        return switch (reason) {
            case INVALID_CREDENTIALS ->
                Problem.of(ProblemCode.INVALID_CREDENTIALS, "Check both, or reset the password.");
            case THROTTLED -> Problem.of(ProblemCode.THROTTLED, "Wait as long as Retry-After says.");
            case PASSWORD_GUESSED ->
                Problem.of(
                        ProblemCode.THROTTLED,
                        "Sign in in a trusted browser, open the link mailed to that address, or reset the password.");
            case FLOW_EXPIRED -> Problem.of(ProblemCode.SIGN_IN_EXPIRED, "Start again.");
            case STEP_NOT_ALLOWED -> Problem.of(ProblemCode.STEP_NOT_ALLOWED, "Ask /state for the next step.");
            case INVALID_CODE -> Problem.of(ProblemCode.INVALID_CODE, "Enter the code of the newest message.");
            case CODE_EXPIRED -> Problem.of(ProblemCode.CODE_EXPIRED, "Ask for another code.");
            case CODE_USED_UP -> Problem.of(ProblemCode.CODE_USED_UP, "Start again.");
            case RESEND_TOO_SOON ->
                Problem.of(ProblemCode.RESEND_TOO_SOON, "Wait as long as Retry-After says, or use the code sent.");
            case LOCKED ->
                Problem.of(
                        ProblemCode.LOCKED, "Wait until then, or ask an Operator or System Administrator to unlock.");
            case CHANNEL_NOT_ALLOWED ->
                Problem.of(ProblemCode.CHANNEL_NOT_ALLOWED, "Use one of the channels of the sign-in state.");
            case PHONE_NOT_ALLOWED ->
                Problem.of(
                        ProblemCode.PHONE_NOT_ALLOWED,
                        "No codes are sent to this number. Enter another mobile number, with its country code.");
            case ENROLLMENT_TOO_RECENT ->
                Problem.of(ProblemCode.ENROLLMENT_TOO_RECENT, "Wait until then: this cannot be done sooner.");
            case PHONE_DISPUTED ->
                Problem.of(
                        ProblemCode.CHANNEL_NOT_ALLOWED,
                        "The mobile number was reported and gets no codes until its removal is approved or cancelled by another"
                                + " System Administrator, or takes effect: the mail about the report says who or when.");
            case AUTHENTICATOR_SUSPENDED ->
                Problem.of(
                        ProblemCode.CHANNEL_NOT_ALLOWED,
                        "A report of misuse has suspended a passkey or authenticator app of the account. Another System Administrator"
                                + " must lift the suspension or delete it first.");
            case PASSKEY_REFUSED ->
                Problem.of(ProblemCode.INVALID_CODE, "The passkey could not be verified. Request new options.");
            case TOO_MANY_PASSKEYS ->
                Problem.of(ProblemCode.CONFLICT, "An account can have 10 passkeys. Remove one before you add another.");
            case AUTHENTICATOR_REQUIRED ->
                Problem.of(
                        ProblemCode.CONFLICT,
                        "The realm requires this kind of authenticator of your role. Add another one before you remove the last.");
        };
    }
}
